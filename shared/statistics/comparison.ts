import type { Zone } from '../calendar/zone.ts';
import { type Instant, instant } from '../instant.ts';
import type { ProcessingTimesBlock } from './as-known.ts';
import { type Difference, difference, type Estimate } from './difference.ts';
import { type Counting, type ProcessingTimesRow, processingTimesAnswer } from './processing-times.ts';
import type { Group, KindGrouping } from './question.ts';
import { type Share, share } from './wilson.ts';

/** What each figure of the answer means, by name and version; see docs/measures.md. */
export const comparisonDefinitions = {
  received: 'received/1',
  closed: 'closed/1',
  open: 'open/1',
  onTimeShare: 'on-time-share/1',
  onTimeShareDifference: 'share-difference-newcombe/1',
  median: 'survival-kaplan-meier/1',
  medianDifference: 'median-difference-mover/1',
  verdict: 'verdict/1',
} as const;

/** A time in which requests were received; `until` is the first instant after it. */
export type Span = { readonly from: Instant; readonly until: Instant };
/** A time whose requests are followed up to an instant. */
export type Followed = Span & { readonly asOf: Instant };

export type ComparisonQuestion = {
  readonly now: Followed;
  readonly before: Followed;
  readonly procedure?: string;
  readonly channel?: string;
  readonly groupBy: readonly KindGrouping[];
  readonly zone: Zone;
};

/** The median of the Kaplan-Meier curve, open requests counted; null where it is not reached. */
export type Median = Estimate & {
  readonly unit: 'h';
  readonly n: number;
  readonly censored: number;
  readonly confidence: 0.95;
};

export type Side = {
  readonly received: number;
  readonly closed: number;
  readonly open: number;
  readonly onTimeShare: Share;
  readonly median: Median;
};

export type ComparisonRow = {
  readonly group: Group;
  readonly now: Side;
  readonly before: Side;
  readonly differences: {
    readonly onTimeShare: Difference & { readonly confidence: 0.95 };
    readonly median: Difference & { readonly unit: 'h'; readonly confidence: 0.95 };
  };
};

/**
 * Two times, each followed for as long after its end: the later one up to `asOf`, the earlier one up to the instant that lies as
 * far from its end as `asOf` from the end of the later. Followed longer, the earlier would have more of its requests closed, and
 * more of them late.
 */
export const followedAlike = (
  now: Span,
  before: Span,
  asOf: Instant,
): Pick<ComparisonQuestion, 'now' | 'before'> => {
  const distance = asOf - Math.max(now.until, before.until);
  const followed = (span: Span): Followed => ({ ...span, asOf: instant(span.until + distance) });
  return { now: followed(now), before: followed(before) };
};

const sideOf = ({ received, closed, open, onTimeShare, survival }: ProcessingTimesRow): Side => ({
  received,
  closed,
  open,
  onTimeShare,
  median: {
    unit: 'h',
    value: survival?.median ?? null,
    low: survival?.intervals.median.low ?? null,
    high: survival?.intervals.median.high ?? null,
    n: survival?.n ?? 0,
    censored: survival?.censored ?? 0,
    confidence: 0.95,
  },
});

/** Of a group that has nothing in one of the times. */
const nothing: Side = {
  received: 0,
  closed: 0,
  open: 0,
  onTimeShare: share(0, 0),
  median: { unit: 'h', value: null, low: null, high: null, n: 0, censored: 0, confidence: 0.95 },
};

/**
 * Each group of either time with its share on time and its median, and how much higher they are now than before.
 * @param counting on which clock the medians are
 */
export const comparisonAnswer = (
  blocks: readonly ProcessingTimesBlock[],
  { now, before, ...filters }: ComparisonQuestion,
  counting?: Counting,
): ComparisonRow[] => {
  const groups = new Map<string, Pick<ComparisonRow, 'group' | 'now' | 'before'>>();
  for (const name of ['now', 'before'] as const)
    for (const row of processingTimesAnswer(
      blocks,
      { ...filters, ...{ now, before }[name], cohort: 'received' },
      counting,
    )) {
      const text = JSON.stringify(Object.values(row.group));
      const known = groups.get(text) ?? { group: row.group, now: nothing, before: nothing };
      groups.set(text, { ...known, [name]: sideOf(row) });
    }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => ({
      ...row,
      differences: {
        onTimeShare: { ...difference(row.now.onTimeShare, row.before.onTimeShare), confidence: 0.95 },
        median: { unit: 'h', ...difference(row.now.median, row.before.median), confidence: 0.95 },
      },
    }));
};
