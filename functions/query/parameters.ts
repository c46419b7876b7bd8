import * as z from 'zod';
import { agencyCode, channel, instantText, procedureCode, surveyCode } from '../../events/fields.ts';
import { nextDay, startOfDay, type Zone } from '../../shared/calendar/zone.ts';
import { Problem } from '../../shared/http/problem.ts';
import { type Instant, instantOf } from '../../shared/instant.ts';
import { scoreColumns } from '../../shared/projections/satisfaction.ts';
import { groupings, type Question } from '../../shared/statistics/question.ts';

const day = z.iso.date();

/** The filters of every statistic; the schema is the source of the OpenAPI document too. */
const common = z.strictObject({
  from: day.optional().describe('First day of the period, in the authority’s zone'),
  to: day.optional().describe('Last day of the period, included'),
  cohort: z
    .enum(['received', 'closed'])
    .default('received')
    .describe(
      '`received`: requests submitted in the period, followed to `as-of`; `closed`: those that ended in it',
    ),
  'as-of': z
    .preprocess((value) => (typeof value === 'string' ? value.replace(' ', '+') : value), instantText)
    .optional()
    .describe('Only what had happened by then counts; default now'),
  agency: agencyCode.optional().describe('This agency and those under it'),
  procedure: procedureCode.optional(),
  channel: channel.optional(),
  'group-by': z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(groupings)).max(groupings.length))
    .refine((list) => new Set(list).size === list.length, 'names a grouping twice')
    .optional()
    .describe(`Any of ${groupings.join(', ')}, separated by commas`),
});

export const processingTimesParameters = common.extend({
  clock: z
    .enum(['elapsed'])
    .default('elapsed')
    .describe('How time is counted; `elapsed`: from submission to resolution'),
});

export const satisfactionParameters = common.extend({
  survey: surveyCode.optional(),
  factor: z
    .enum(Object.keys(scoreColumns) as [keyof typeof scoreColumns])
    .default('overall')
    .describe('Which scores: the overall one, courtesy, or a factor'),
});

export const eventsParameters = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe('The version after which the page begins'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

type Query = Readonly<Record<string, string | undefined>> | undefined;

/** Reads query parameters. @throws Problem (400) naming each parameter that is not valid */
export const readParameters = <S extends z.ZodType>(schema: S, query: Query): z.output<S> => {
  const parsed = schema.safeParse(query ?? {});
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((field) => ({ field, detail: 'is not a parameter of this call' }))
      : [{ field: String(issue.path[0] ?? 'query'), detail: issue.message }],
  );
  const detail = errors.map((error) => `${error.field}: ${error.detail}`).join('; ');
  throw new Problem('invalid-parameter', detail, { errors });
};

/** The question that the common filters ask. Days become the instants where they start in the authority's zone. */
export const questionOf = (filters: z.output<typeof common>, zone: Zone, now: Instant): Question => {
  const { from, to, procedure, channel, cohort } = filters;
  if (from !== undefined && to !== undefined && to < from)
    throw new Problem('invalid-parameter', 'to: lies before from', {
      errors: [{ field: 'to', detail: 'lies before from' }],
    });
  return {
    cohort,
    zone,
    asOf: filters['as-of'] === undefined ? now : instantOf(filters['as-of']),
    groupBy: filters['group-by'] ?? [],
    ...(from !== undefined && { from: startOfDay(from, zone) }),
    ...(to !== undefined && { until: startOfDay(nextDay(to), zone) }),
    ...(procedure !== undefined && { procedure }),
    ...(channel !== undefined && { channel }),
  };
};
