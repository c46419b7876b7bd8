import * as z from 'zod/mini';
import type { Zone } from '../../shared/calendar/zone.ts';
import { Problem } from '../../shared/http/problem.ts';
import { type Instant, instant, instantOf } from '../../shared/instant.ts';
import { type ComparisonQuestion, followedAlike, type Span } from '../../shared/statistics/comparison.ts';
import { kindGroupings } from '../../shared/statistics/question.ts';
import { groupByOf, periodOf, periodParameters } from '../cohort-parameters.ts';
import { day, daysOf } from '../parameters.ts';
import { clockParameter } from './clock-parameters.ts';

const dayOf = (description: string, example: string) =>
  day.check(z.meta({ description, examples: [example] }));

export const comparisonParameters = z.extend(periodParameters, {
  from: dayOf('First day of receipt of the period, in the authority’s zone', '2024-01-01'),
  to: dayOf('Last day of the period, included', '2024-06-30'),
  'than-from': dayOf('First day of the period that it is compared with', '2023-01-01'),
  'than-to': dayOf('Last day of that period, included', '2023-06-30'),
  'as-of': periodParameters.shape['as-of'].check(
    z.describe(
      'Only what had happened by then counts of the later period; of the earlier one only what had happened as long after its end. Default now',
    ),
  ),
  clock: clockParameter,
  'group-by': groupByOf(kindGroupings),
});

const refused = (field: string, detail: string): Problem =>
  new Problem('invalid-parameter', `${field}: ${detail}`, { errors: [{ field, detail }] });

/** The instants of days that are both there. */
const spanOf = (from: string, to: string, zone: Zone): Span => {
  const { from: first, until } = daysOf({ from, to }, zone);
  return { from: first ?? instant(Number.NaN), until: until ?? instant(Number.NaN) };
};

/** The first instant that has a text of four digits for its year, and is of a year that there was. */
const firstInstant = instantOf('0001-01-01T00:00:00Z');

/**
 * @throws Problem (400) where a period ends before it begins, the two have a day in common, or lie so far apart that the
 * earlier would be followed to an instant before the year 1
 */
export const comparisonQuestionOf = (
  filters: z.output<typeof comparisonParameters>,
  zone: Zone,
  now: Instant,
): ComparisonQuestion & { readonly asOf: Instant } => {
  const { from, to, 'than-from': thanFrom, 'than-to': thanTo } = filters;
  if (thanTo < thanFrom) throw refused('than-to', 'lies before than-from');
  // What is in both would make the two alike: the interval of a difference holds for what does not depend on each other.
  if (thanFrom <= to && from <= thanTo) throw refused('than-from', 'the two periods have days in common');
  const { from: _from, until: _until, asOf, ...rest } = periodOf(filters, zone, now);
  const followed = followedAlike(spanOf(from, to, zone), spanOf(thanFrom, thanTo, zone), asOf);
  const tooFar = 'lies so far before the other period that it would be followed to before the year 1';
  if (followed.now.asOf < firstInstant) throw refused('to', tooFar);
  if (followed.before.asOf < firstInstant) throw refused('than-to', tooFar);
  return {
    ...rest,
    ...followed,
    asOf,
    groupBy: filters['group-by'] ?? [],
  };
};
