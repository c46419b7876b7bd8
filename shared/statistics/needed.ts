import type { Month } from '../calendar/zone.ts';
import type { SegmentSummary } from '../segment/summary.ts';
import type { Question } from './question.ts';

/**
 * Whether a segment can hold a line of the cohort, so that the rest need not be read.
 * @param months the first and last month of the period, compared as text
 */
export const mayHoldMembers =
  ({ cohort, from, until }: Question, months: { readonly first: Month; readonly last: Month }) =>
  ({ month, firstEnd, lastEnd }: SegmentSummary): boolean => {
    if (cohort === 'received') return month >= months.first && month <= months.last;
    if (firstEnd === null || lastEnd === null) return false;
    return lastEnd >= (from ?? Number.NEGATIVE_INFINITY) && firstEnd < (until ?? Number.POSITIVE_INFINITY);
  };
