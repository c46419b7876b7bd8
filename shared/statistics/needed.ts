import type { Month } from '../calendar/zone.ts';
import { type Instant, instant } from '../instant.ts';
import type { LinesSummary } from '../segment/summary.ts';
import { hasOnePeriod, type Question } from './question.ts';

/** Whether a segment, or some changes, can hold a line of what happened in a period, as known of `asOf`. */
export const mayHaveHappened =
  ({
    from = instant(Number.NEGATIVE_INFINITY),
    until = instant(Number.POSITIVE_INFINITY),
    asOf,
  }: Pick<Question, 'from' | 'until' | 'asOf'>) =>
  ({ firstAt, lastAt }: LinesSummary): boolean => {
    if (firstAt === undefined || lastAt === undefined) return true;
    if (firstAt === null || lastAt === null) return false;
    return lastAt >= from && firstAt < until && firstAt <= asOf;
  };

/**
 * Whether a segment, or some changes, can hold a line that the answer counts, so that the rest need not be read: a member of the
 * cohort, or a request that was open when the period began.
 * @param months the first and last month of the period, compared as text
 * @param withCarriedOver whether the answer counts what was open before the period
 */
export const mayMatter = (
  question: Question,
  months: { readonly first: Month; readonly last: Month },
  withCarriedOver: boolean,
): ((summary: LinesSummary) => boolean) => {
  const { cohort, from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = question;
  const countsCarriedOver = withCarriedOver && hasOnePeriod(question);
  return ({ month, open, firstEnd, lastEnd }) => {
    const endsLater = lastEnd !== null && lastEnd >= from;
    if (countsCarriedOver && month <= months.first && (open > 0 || endsLater)) return true;
    if (cohort === 'received') return month >= months.first && month <= months.last;
    return endsLater && firstEnd !== null && firstEnd < until;
  };
};

/** Whether a segment, or some changes, can hold a line of a request that was open at any time of a period. */
export const mayBeOpen =
  ({ from }: { readonly from: Instant }, months: { readonly first: Month; readonly last: Month }) =>
  ({ month, open, lastEnd }: LinesSummary): boolean =>
    // One that ended before it was submitted counts where it was submitted.
    month <= months.last && (month >= months.first || open > 0 || (lastEnd !== null && lastEnd >= from));
