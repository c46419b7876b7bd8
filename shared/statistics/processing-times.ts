import type { ProcessingTimesSchema } from '../projections/processing-times.ts';
import type { Columns } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { asKnown, type ProcessingTimesBlock } from './as-known.ts';
import { type Clock, elapsed } from './clock.ts';
import { tally } from './cohort.ts';
import {
  emptyPunctuality,
  type Grace,
  type Punctuality,
  type PunctualityTally,
  punctualityRules,
} from './on-time.ts';
import { addPausing, emptyPausing, type PauseShare, type Pausing, pauseShareOf } from './pause-share.ts';
import { mean, quantile } from './quantile.ts';
import { type Group, hasOnePeriod, type Question } from './question.ts';
import { unresolved } from './resolved.ts';
import { emptySample, numbersIn, reserve, type Sample } from './sample.ts';
import { sortDurations } from './sorting.ts';
import { type Survival, survivalOf } from './survival.ts';
import { type Share, share } from './wilson.ts';

/** What each figure of the answer means, by name and version; see docs/measures.md. */
export const processingTimesDefinitions = {
  received: 'received/1',
  closed: 'closed/1',
  open: 'open/1',
  withdrawn: 'withdrawn/1',
  stopped: 'stopped/1',
  refused: 'refused/1',
  carriedOver: 'carried-over/1',
  onTime: 'on-time/1',
  late: 'on-time/1',
  overdue: 'overdue/1',
  onTimeShare: 'on-time-share/1',
  onTimeShareAll: 'on-time-share-all/1',
  onTimeShareGrace: 'on-time-share-grace/1',
  bands: 'bands/1',
  overdueBy: 'overdue-by/1',
  lateBy: 'late-by/1',
  duration: 'duration-elapsed/1',
  pauseShare: 'pause-share/1',
  survival: 'survival-kaplan-meier/1',
  closedBeforeOpened: 'closed-before-opened/1',
} as const;

const hourMs = 3_600_000;

type Tally = {
  received: number;
  carriedOver: number;
  closed: number;
  open: number;
  withdrawn: number;
  stopped: number;
  refused: number;
  onTime: number;
  late: number;
  overdue: number;
  notYetDue: number;
  closedBeforeOpened: number;
  /** How long the closed ones took, one that closed before it was opened no time; and the others, as far as it is known. */
  closedMs: Sample;
  censoredMs: Sample;
  readonly pausing: Pausing;
  readonly punctuality: PunctualityTally;
};

const emptyTally = (): Tally => ({
  received: 0,
  carriedOver: 0,
  closed: 0,
  open: 0,
  withdrawn: 0,
  stopped: 0,
  refused: 0,
  onTime: 0,
  late: 0,
  overdue: 0,
  notYetDue: 0,
  closedBeforeOpened: 0,
  closedMs: emptySample(),
  censoredMs: emptySample(),
  pausing: emptyPausing(),
  punctuality: emptyPunctuality(),
});

/** Durations of closed requests, in hours; quantiles by the inverted CDF. */
export type Duration = {
  readonly unit: 'h';
  readonly n: number;
  readonly mean: number | null;
  readonly p25: number | null;
  readonly median: number | null;
  readonly p75: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
};

export type ProcessingTimesRow = {
  readonly group: Group;
  readonly received: number;
  readonly closed: number;
  readonly open: number;
  readonly withdrawn: number;
  readonly stopped: number;
  readonly refused: number;
  /** Open when the period began; null where no one period had begun (no `from`, one after `asOf`, or grouped by time). */
  readonly carriedOver: number | null;
  readonly onTime: number;
  readonly late: number;
  readonly overdue: number;
  readonly onTimeShare: Share;
  readonly onTimeShareAll: Share;
  readonly duration: Duration;
  readonly pauseShare: PauseShare;
  /** Null for the closed cohort: of what ended in a period none is open, so that it says nothing of how long requests take. */
  readonly survival: Survival | null;
  readonly anomalies: { readonly closedBeforeOpened: number };
} & Punctuality;

const durationOf = (milliseconds: Float64Array): Duration => {
  const hours = (value: number | null) => (value === null ? null : value / hourMs);
  const at = (q: number) => hours(quantile(milliseconds, q));
  return {
    unit: 'h',
    n: milliseconds.length,
    mean: hours(mean(milliseconds)),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
  };
};

/** How durations are counted, and what is granted after a due date. */
export type Counting = { readonly clock: Clock; readonly grace?: Grace | undefined };

/** Counts, shares on time and durations of a cohort, as known of `asOf`. Exact; pure. */
export const processingTimesAnswer = (
  blocks: readonly ProcessingTimesBlock[],
  question: Question,
  { clock: clockOf, grace }: Counting = { clock: elapsed },
): ProcessingTimesRow[] => {
  const { asOf } = question;
  const known = blocks.map((block) => asKnown(block, asOf));
  const clocks = new Map(known.map((block) => [block, clockOf(block, asOf)]));
  const rules = punctualityRules(question.zone, asOf, grace);
  const add = (
    sum: Tally,
    { received, ended, due, outcome }: Columns<ProcessingTimesSchema & Dimensions>['column'],
    lines: ArrayLike<number>,
    block: ProcessingTimesBlock,
  ): void => {
    const clock = clocks.get(block) ?? clockOf(block, asOf);
    const [withdrawn, stopped, refused] = unresolved.map((name) => outcome.values.indexOf(name));
    const closedMs = reserve(sum.closedMs, lines.length);
    const censoredMs = reserve(sum.censoredMs, lines.length);
    for (let i = 0; i < lines.length; i++) {
      const index = lines[i] ?? 0;
      const begin = received[index] ?? Number.NaN;
      const end = ended[index] ?? Number.NaN;
      const limit = due[index] ?? Number.NaN;
      const took = Math.max(0, clock(index));
      sum.received++;
      if (Number.isNaN(end)) {
        sum.open++;
        if (limit < asOf) sum.overdue++;
        else if (limit >= asOf) sum.notYetDue++;
      } else if (outcome.codes[index] === withdrawn) sum.withdrawn++;
      else if (outcome.codes[index] === stopped) sum.stopped++;
      else if (outcome.codes[index] === refused) sum.refused++;
      else {
        sum.closed++;
        if (end <= limit) sum.onTime++;
        else if (end > limit) sum.late++;
        if (end < begin) sum.closedBeforeOpened++;
        closedMs[sum.closedMs.count++] = end < begin ? 0 : took;
        continue;
      }
      censoredMs[sum.censoredMs.count++] = took;
    }
    addPausing(sum.pausing, block, lines, asOf);
    rules.add(sum.punctuality, block, lines);
  };
  const groups = tally(known, question, emptyTally, add, (sum, count) => {
    sum.carriedOver += count;
  });
  return groups.map(
    ({
      group,
      tally: {
        closedMs,
        censoredMs,
        notYetDue,
        closedBeforeOpened,
        carriedOver,
        pausing,
        punctuality,
        ...counts
      },
    }) => {
      const durations = sortDurations(numbersIn(closedMs));
      return {
        group,
        ...counts,
        carriedOver: hasOnePeriod(question) ? carriedOver : null,
        onTimeShare: share(counts.onTime, counts.onTime + counts.late),
        onTimeShareAll: share(
          counts.onTime + notYetDue,
          counts.onTime + counts.late + counts.overdue + notYetDue,
        ),
        ...rules.figuresOf(punctuality),
        // The least of them are those that closed before they were opened.
        duration: durationOf(durations.subarray(closedBeforeOpened)),
        pauseShare: pauseShareOf(pausing),
        survival:
          question.cohort === 'received' ? survivalOf(durations, sortDurations(numbersIn(censoredMs))) : null,
        anomalies: { closedBeforeOpened },
      };
    },
  );
};
