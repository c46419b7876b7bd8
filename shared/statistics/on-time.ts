import type { Zone } from '../calendar/zone.ts';
import { type Instant, instant } from '../instant.ts';
import type { WorkingTimes } from '../registry/working-times.ts';
import type { ProcessingTimesBlock } from './as-known.ts';
import { type Excess, excessOf } from './excess.ts';
import { bandsIn } from './punctuality.ts';
import { resolutionsIn } from './resolved.ts';
import { addTo, emptySample, type Sample } from './sample.ts';
import { type Share, share } from './wilson.ts';

/** Working time that is granted after the due instant, by the calendar of the agency as it held at the receipt. */
export type Grace = { readonly milliseconds: number; readonly workingTimes: WorkingTimes };

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
      const { ended, due, outcome } = block.columns.column;
      const isResolution = resolutionsIn(outcome);
      const isInGrace = graceIn(block);
      let [early, onTime] = [0, 0];
      for (let i = 0; i < lines.length; i++) {
        const index = lines[i] ?? 0;
        const limit = due[index] ?? Number.NaN;
        const end = ended[index] ?? Number.NaN;
        if (Number.isNaN(end)) {
          if (limit < asOf) addTo(sum.overdueMs, asOf - limit);
        } else if (isResolution[outcome.codes[index] ?? 0] === 1) {
          const band = bandOf(end, limit);
          if (band === 'early') early++;
          else if (band === 'onTime') onTime++;
          else if (band === 'late') {
            sum.late++;
            addTo(sum.lateMs, end - limit);
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
