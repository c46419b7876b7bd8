import * as z from 'zod/mini';
import { agencyCode, channel, instantText, procedureCode, surveyCode } from '../../events/fields.ts';
import { monthOf, nextDay, startOfDay, type Zone } from '../../shared/calendar/zone.ts';
import { Problem } from '../../shared/http/problem.ts';
import { type Instant, instant, instantOf } from '../../shared/instant.ts';
import { scoreColumns } from '../../shared/projections/satisfaction.ts';
import { groupings, type Question } from '../../shared/statistics/question.ts';

export const day = z.iso.date();

/** An unencoded plus arrives as a space. */
export const withPlus = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(' ', '+') : value;

const listOf = (text: string): string[] => text.split(',').map((part) => part.trim());

/** Any of these names, each once, as a list in one parameter. */
export const distinctNames = <const N extends readonly [string, ...string[]]>(
  names: N,
  description: string,
) => {
  const distinct = z.array(z.enum(names)).check(
    z.maxLength(names.length),
    z.refine((list) => new Set(list).size === list.length, 'names one twice'),
  );
  return z.optional(z.pipe(z.pipe(z.string(), z.transform(listOf)), distinct)).check(
    z.meta({
      description: `${description}, separated by commas`,
      override: ({ jsonSchema }) => {
        const list = {
          type: 'array',
          items: { type: 'string', enum: names },
          minItems: 1,
          uniqueItems: true,
          examples: [names.slice(0, 2)],
        };
        Object.assign(jsonSchema, list);
      },
      param: { style: 'form', explode: false },
    }),
  );
};

export const groupByOf = <const G extends readonly [string, ...string[]]>(names: G) =>
  distinctNames(names, `Any of ${names.join(', ')}`);

/** The filters of every statistic; the schema is the source of the OpenAPI document too. */
export const periodParameters = z.strictObject({
  from: z
    .optional(day)
    .check(
      z.meta({ description: 'First day of the period, in the authority’s zone', examples: ['2024-01-01'] }),
    ),
  to: z
    .optional(day)
    .check(z.meta({ description: 'Last day of the period, included', examples: ['2024-12-31'] })),
  'as-of': z
    .optional(z.pipe(z.transform(withPlus), instantText))
    .check(z.describe('Only what had happened by then counts; default now')),
  agency: z.optional(agencyCode).check(z.describe('This agency and those under it')),
  procedure: z.optional(procedureCode),
  channel: z.optional(channel),
});

/** The filters of a statistic over cohorts of requests. */
const common = z.extend(periodParameters, {
  cohort: z
    .prefault(z.enum(['received', 'closed']), 'received')
    .check(
      z.describe(
        '`received`: requests submitted in the period, followed to `as-of`; `closed`: those that ended in it',
      ),
    ),
  'group-by': groupByOf(groupings),
});

export const processingTimesParameters = z.extend(common, {
  clock: z
    .prefault(z.enum(['elapsed']), 'elapsed')
    .check(z.describe('How time is counted; `elapsed`: from submission to resolution')),
});

export const satisfactionParameters = z.extend(common, {
  survey: z.optional(surveyCode),
  factor: z
    .prefault(z.enum(Object.keys(scoreColumns) as [keyof typeof scoreColumns]), 'overall')
    .check(z.describe('Which scores: the overall one, courtesy, or a factor')),
});

type Query = Readonly<Record<string, string | undefined>> | undefined;

/** Reads query parameters. @throws Problem (400) naming each parameter that is not valid */
export const readParameters = <S extends z.ZodMiniType>(schema: S, query: Query): z.output<S> => {
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

type Days = { readonly from?: string | undefined; readonly to?: string | undefined };

/**
 * The instants of a period of days: its first, and the first after it. Days start in the authority's zone.
 * @throws Problem (400) where it ends before it begins
 */
export const daysOf = ({ from, to }: Days, zone: Zone): Pick<Question, 'from' | 'until'> => {
  if (from !== undefined && to !== undefined && to < from)
    throw new Problem('invalid-parameter', 'to: lies before from', {
      errors: [{ field: 'to', detail: 'lies before from' }],
    });
  return {
    ...(from !== undefined && { from: startOfDay(from, zone) }),
    ...(to !== undefined && { until: startOfDay(nextDay(to), zone) }),
  };
};

/** The first and the last month of a period, compared as text. */
export const monthsOf = (
  { from, until }: { readonly from?: Instant | undefined; readonly until?: Instant | undefined },
  zone: Zone,
) => ({
  first: from === undefined ? '' : monthOf(from, zone),
  last: until === undefined ? '~' : monthOf(instant(until - 1), zone),
});

/** What every statistic is asked. */
export const periodOf = (filters: z.output<typeof periodParameters>, zone: Zone, now: Instant) => {
  const { procedure, channel } = filters;
  return {
    zone,
    asOf: filters['as-of'] === undefined ? now : instantOf(filters['as-of']),
    ...daysOf(filters, zone),
    ...(procedure !== undefined && { procedure }),
    ...(channel !== undefined && { channel }),
  };
};

/** The question that the filters of a statistic over cohorts ask. */
export const questionOf = (filters: z.output<typeof common>, zone: Zone, now: Instant): Question => ({
  ...periodOf(filters, zone, now),
  cohort: filters.cohort,
  groupBy: filters['group-by'] ?? [],
});
