import { instant } from '../instant.ts';
import type { WorkingTimes } from '../registry/working-times.ts';
import { measured, type Span, wallMs } from '../request/clocks.ts';
import { closuresOf, pausesOf } from './as-known.ts';
import type { Clock, ProcessingTimesBlock } from './clock.ts';

/** The clocks of `shared/request/clocks.ts`, of a million lines instead of one request. */

const none: readonly Span[] = [];

/** The times in which a line was closed, until a reopening undid that. */
const closed = (block: ProcessingTimesBlock): ((index: number) => readonly Span[]) => {
  const closures = closuresOf(block);
  return (index) => {
    const ofLine = closures(index);
    if (ofLine.length === 0) return none;
    return ofLine.map(({ ended, reopened }) => ({ from: instant(ended), until: instant(reopened) }));
  };
};

/** The times in which a line waited; what goes on lasts until `stop`. */
const waited = (block: ProcessingTimesBlock): ((index: number, stop: number) => readonly Span[]) => {
  const pauses = pausesOf(block);
  return (index, stop) => {
    const ofLine = pauses(index);
    if (ofLine.length === 0) return none;
    return ofLine.map(({ from, until }) => ({
      from: instant(from),
      until: instant(Number.isNaN(until) ? stop : until),
    }));
  };
};

/** What the office worked from the acceptance, or else the receipt, to the end, without the times in `gaps`. */
const officeClock =
  (workingTimes: WorkingTimes, isAccountable: boolean): Clock =>
  (block, asOf) => {
    const { received, accepted, ended } = block.columns.column;
    const timeAt = workingTimes(block.agency);
    const closedIn = closed(block);
    const waitedIn = isAccountable ? waited(block) : () => none;
    return (index) => {
      const receipt = instant(received[index] ?? Number.NaN);
      const acceptance = instant(accepted[index] ?? Number.NaN);
      const end = instant(ended[index] ?? Number.NaN);
      // NaN fails both comparisons.
      const from = acceptance <= asOf ? acceptance : receipt;
      const until = end <= asOf ? end : asOf;
      const { workingMs } = timeAt(receipt);
      const closures = closedIn(index);
      const pauses = waitedIn(index, until);
      if (closures.length + pauses.length > 0)
        return measured({ from, until }, [...closures, ...pauses], workingMs);
      return until > from ? workingMs(from, until) : 0;
    };
  };

/** The clock `working`, by the calendar of the block's agency as it held at the receipt. */
export const working = (workingTimes: WorkingTimes): Clock => officeClock(workingTimes, false);

/** The clock `accountable`: `working` without the time in which the office waited. */
export const accountable = (workingTimes: WorkingTimes): Clock => officeClock(workingTimes, true);

/** How much of the elapsed time the office waited: for the applicant, or on a legal ground. */
export const paused: Clock = (block, asOf) => {
  const { received, ended } = block.columns.column;
  const closedIn = closed(block);
  const waitedIn = waited(block);
  return (index) => {
    const end = instant(ended[index] ?? Number.NaN);
    const until = end <= asOf ? end : asOf;
    const pauses = waitedIn(index, until);
    if (pauses.length === 0) return 0;
    const elapsed = { from: instant(received[index] ?? Number.NaN), until };
    const closures = closedIn(index);
    return measured(elapsed, closures, wallMs) - measured(elapsed, [...closures, ...pauses], wallMs);
  };
};
