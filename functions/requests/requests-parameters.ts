import * as z from 'zod/mini';
import { agencyCode, instantText, procedureCode, unitCode } from '../../events/fields.ts';
import { instantOf } from '../../shared/instant.ts';
import { day, distinctNames, withPlus } from '../parameters.ts';
import { encodeCursor } from './cursor.ts';
import { listedRequest, recordedEvent, requestAnswer, statusNames } from './requests-answers.ts';

/** The parameters of the calls that read requests; the schemas are the source of the OpenAPI document too. */

/** `fields=`: the names of an object's fields. */
const fieldsOf = (answer: z.ZodMiniObject, what: string) =>
  distinctNames(Object.keys(answer.shape) as [string, ...string[]], `Only these fields of ${what}`);

const limit = z.prefault(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(500)), 100);

const exampleCursor = encodeCursor(
  { due: instantOf('2024-01-26T17:00:00+07:00'), id: '000.00.01.H29-240115-0001' },
  { question: { overdue: false } },
);

export const workListParameters = z.strictObject({
  agency: z.optional(agencyCode).check(z.describe('What this agency and those under it have now')),
  procedure: z.optional(procedureCode),
  unit: z.optional(unitCode),
  status: z
    .optional(z.enum(statusNames))
    .check(z.describe('Where the requests stand; without it, all that have not ended')),
  overdue: z.optional(z.enum(['true'])).check(z.describe('Only those that are past their due date')),
  'due-before': z
    .optional(
      z.pipe(z.transform(withPlus), z.union([day, instantText], 'must be a day or a date-time with offset')),
    )
    .check(
      z.meta({
        description: 'Only those due before this instant, or before this day in the authority’s zone',
        override: { examples: ['2024-01-26'] },
      }),
    ),
  from: z
    .optional(day)
    .check(
      z.meta({ description: 'First day of receipt, in the authority’s zone', examples: ['2024-01-01'] }),
    ),
  to: z
    .optional(day)
    .check(z.meta({ description: 'Last day of receipt, included', examples: ['2024-12-31'] })),
  fields: fieldsOf(listedRequest, 'each request'),
  limit,
  cursor: z
    .optional(z.string().check(z.maxLength(512), z.regex(/^[\w-]+$/, 'is none that a page gave')))
    .check(
      z.meta({
        description: 'Where the page begins: from `next` of the page before, with the same filters',
        examples: [exampleCursor],
      }),
    ),
});

export const requestParameters = z.strictObject({ fields: fieldsOf(requestAnswer, 'the answer') });

export const eventsParameters = z.strictObject({
  after: z
    .prefault(z.coerce.number().check(z.int(), z.minimum(0)), 0)
    .check(z.describe('The version after which the page begins')),
  limit,
  fields: fieldsOf(recordedEvent, 'each event'),
});
