import type { Zone } from '../calendar/zone.ts';
import { type Instant, instant } from '../instant.ts';
import type { WorkingTimes } from '../registry/working-times.ts';
import type { ProcessingTimesBlock } from './as-known.ts';
import { bandsIn } from './punctuality.ts';
import { mean, quantilesOf } from './quantile.ts';
import { isResolvedIn } from './resolved.ts';
import { emptySample, numbersIn, reserve, type Sample } from './sample.ts';
import { type Share, share } from './wilson.ts';

const hourMs = 3_600_000;

/** Working time that is granted after the due instant, by the calendar of the agency as it held at the receipt. */
export type Grace = { readonly milliseconds: number; readonly workingTimes: WorkingTimes };

/** Hours after the due instant, by the wall clock. */
export type Excess = {
  readonly unit: 'h';
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  readonly max: number | null;
};

/** What beside the strict rule is said of due dates. */
export type Punctuality = {
  /** Resolved by the due date or within the grace after it; null where none is asked for. */
  readonly onTimeShareGrace: Share | null;
  /** Of resolved requests with a due date. */
  readonly bands: { readonly early: number; readonly onTime: number; readonly late: number };
  /** Of open requests whose due date is over. */
  readonly overdueBy: Excess;
  /** Of requests that were resolved late. */
  readonly lateBy: Excess;
};

export type PunctualityTally = {
  early: number;
  onTime: number;
  late: number;
  inGrace: number;
  readonly lateMs: Sample;
  readonly overdueMs: Sample;
};

export const emptyPunctuality = (): PunctualityTally => ({
  early: 0,
  onTime: 0,
  late: 0,
  inGrace: 0,
  lateMs: emptySample(),
  overdueMs: emptySample(),
});

const excessOf = (sample: Sample): Excess => {
  const milliseconds = numbersIn(sample);
  const hours = (value: number | null) => (value === null ? null : value / hourMs);
  const quantile = quantilesOf(milliseconds);
  const meanMs = mean(milliseconds);
  return {
    unit: 'h',
    n: milliseconds.length,
    mean: hours(meanMs),
    median: hours(quantile(0.5)),
    p90: hours(quantile(0.9)),
    max: hours(quantile(1)),
  };
};

/** The rules of a question, for lines of blocks that are as known at `asOf`. */
export const punctualityRules = (zone: Zone, asOf: Instant, grace: Grace | undefined) => {
  const bandOf = bandsIn(zone);
  /** Whether an end that is late is within the grace. */
  const graceIn = (block: ProcessingTimesBlock): ((index: number, end: number, due: number) => boolean) => {
    if (grace === undefined) return () => false;
    const { received } = block.columns.column;
    const timeAt = grace.workingTimes(block.agency);
    return (index, end, due) =>
      end <= timeAt(instant(received[index] ?? 0)).addWorkingTime(instant(due), grace.milliseconds);
  };
  return {
    add: (sum: PunctualityTally, block: ProcessingTimesBlock, lines: ArrayLike<number>): void => {
      const { ended, due } = block.columns.column;
      const isResolved = isResolvedIn(block);
      const isInGrace = graceIn(block);
      const lateMs = reserve(sum.lateMs, lines.length);
      const overdueMs = reserve(sum.overdueMs, lines.length);
      let [early, onTime] = [0, 0];
      for (let i = 0; i < lines.length; i++) {
        const index = lines[i] ?? 0;
        const limit = due[index] ?? Number.NaN;
        const end = ended[index] ?? Number.NaN;
        if (Number.isNaN(end)) {
          if (limit < asOf) overdueMs[sum.overdueMs.count++] = asOf - limit;
        } else if (isResolved(index)) {
          const band = bandOf(end, limit);
          if (band === 'early') early++;
          else if (band === 'onTime') onTime++;
          else if (band === 'late') {
            sum.late++;
            lateMs[sum.lateMs.count++] = end - limit;
            if (isInGrace(index, end, limit)) sum.inGrace++;
          }
        }
      }
      sum.early += early;
      sum.onTime += onTime;
    },
    figuresOf: ({ early, onTime, late, inGrace, lateMs, overdueMs }: PunctualityTally): Punctuality => ({
      onTimeShareGrace: grace === undefined ? null : share(early + onTime + inGrace, early + onTime + late),
      bands: { early, onTime, late },
      overdueBy: excessOf(overdueMs),
      lateBy: excessOf(lateMs),
    }),
  };
};
