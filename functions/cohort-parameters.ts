import * as z from 'zod/mini';
import { agencyCode, channel, instantText, procedureCode } from '../events/fields.ts';
import type { Zone } from '../shared/calendar/zone.ts';
import { type Instant, instant, instantOf } from '../shared/instant.ts';
import { groupings, type Question } from '../shared/statistics/question.ts';
import { day, daysOf, distinctNames, withPlus } from './parameters.ts';

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
    .check(z.describe('Only what had happened by then counts; default now, and at most')),
  agency: z.optional(agencyCode).check(z.describe('This agency and those under it')),
  procedure: z.optional(procedureCode),
  channel: z.optional(channel),
});

/** The filters of a statistic over cohorts of requests. */
export const cohortParameters = z.extend(periodParameters, {
  cohort: z
    .prefault(z.enum(['received', 'closed']), 'received')
    .check(
      z.describe(
        '`received`: requests submitted in the period, followed to `as-of`; `closed`: those that ended in it',
      ),
    ),
  'group-by': groupByOf(groupings),
});

/** The instant an answer holds for: nothing is known of what is still to come, so at most now. */
export const knownBy = (asOf: string | undefined, now: Instant): Instant =>
  asOf === undefined ? now : instant(Math.min(instantOf(asOf), now));

/** What every statistic is asked. */
export const periodOf = (filters: z.output<typeof periodParameters>, zone: Zone, now: Instant) => {
  const { procedure, channel } = filters;
  return {
    zone,
    asOf: knownBy(filters['as-of'], now),
    ...daysOf(filters, zone),
    ...(procedure !== undefined && { procedure }),
    ...(channel !== undefined && { channel }),
  };
};

/** The question that the filters of a statistic over cohorts ask. */
export const questionOf = (
  filters: z.output<typeof cohortParameters>,
  zone: Zone,
  now: Instant,
): Question => ({
  ...periodOf(filters, zone, now),
  cohort: filters.cohort,
  groupBy: filters['group-by'] ?? [],
});
