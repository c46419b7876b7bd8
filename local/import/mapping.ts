import * as z from 'zod';
import { isZone } from '../../shared/calendar/zone.ts';

const column = z.string().min(1);
const scalar = z.union([z.string().min(1), z.number(), z.boolean()], 'must be text, a number, true or false');

/** Where one field of an event's data comes from. */
const field = z
  .strictObject({
    constant: scalar.optional().describe('Always this value'),
    column: z
      .union([column, z.array(column).min(1)], 'must be a column or a list of columns')
      .transform((named) => (typeof named === 'string' ? [named] : named))
      .optional()
      .describe('The column to read; of several, the first that is not empty'),
    table: z.string().optional().describe('The value table to look the cell up in'),
    as: z.enum(['instant', 'number']).optional().describe('How to read the cell; as text when left out'),
    fallback: scalar.optional().describe('The value when the cell is empty or not in the table'),
    optional: z.literal(true).optional().describe('Leave the field out when the cell is empty'),
  })
  .superRefine((given, context) => {
    const fault = (message: string) => context.addIssue({ code: 'custom', message });
    if ((given.constant === undefined) === (given.column === undefined))
      fault('needs either "constant" or "column"');
    if (given.constant !== undefined && Object.keys(given).length > 1) fault('a constant stands alone');
    if (given.table !== undefined && given.as !== undefined)
      fault('"table" and "as" exclude each other: a table gives the value as it stands there');
    if (given.fallback !== undefined && given.optional !== undefined)
      fault('"fallback" and "optional" exclude each other');
  });

const event = z.strictObject({
  type: z.string(),
  id: z
    .string()
    .regex(
      /^[^{}]*\{[^{}]+\}(?:[^{}]|\{[^{}]+\})*$/,
      'must name at least one column in braces, like {case}-submitted',
    )
    .describe('The event’s id, from the cells that say which fact it is'),
  time: column.describe('The column that says when it happened'),
  when: column.optional().describe('Only rows where this column is not empty have the event'),
  data: z.record(z.string(), field).default({}).describe('By the field’s path: channel, applicant.kind'),
});

/** The shape of a mapping file; `mapping-faults.ts` checks it against the catalogue of events. */
export const mappingSchema = z.strictObject({
  description: z.string().optional(),
  format: z.enum(['csv', 'xes']),
  timeZone: z
    .string()
    .refine(isZone, 'must be a time zone like Europe/Amsterdam')
    .describe('For times that are written without an offset'),
  source: z
    .string()
    .regex(/^\S+$/, 'must be a URI')
    .describe('The CloudEvents source: ids are unique within it'),
  request: z.strictObject({ column, prefix: z.string().optional() }),
  tables: z.record(z.string(), z.record(z.string(), scalar)).default({}),
  events: z.array(event).min(1).max(50),
});

/** Says which columns of a file make which events. Shipped ones lie in `mappings/`. */
export type Mapping = z.output<typeof mappingSchema>;
export type EventMapping = z.output<typeof event>;
export type FieldMapping = z.output<typeof field>;
