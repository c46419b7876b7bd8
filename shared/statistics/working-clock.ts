import { instant } from '../instant.ts';
import type { WorkingTimes } from '../registry/working-times.ts';
import { measured, type Span, wallMs } from '../request/clocks.ts';
import type { Clock } from './clock.ts';
import { closedTimes, waitedTimes } from './spans.ts';

/** The clocks of `shared/request/clocks.ts`, of a million lines instead of one request. */

const none: readonly Span[] = [];

/** What the office worked from the acceptance, or else the receipt, to the end; less where it waited, if that is told. */
const officeClock =
  (workingTimes: WorkingTimes, isAccountable: boolean): Clock =>
  (block, asOf) => {
    const { received, accepted, ended } = block.columns.column;
    const timeAt = workingTimes(block.agency);
    const closed = closedTimes(block, asOf);
    const waited = isAccountable ? waitedTimes(block) : () => none;
    return (index) => {
      const receipt = instant(received[index] ?? Number.NaN);
      const acceptance = instant(accepted[index] ?? Number.NaN);
      const end = instant(ended[index] ?? Number.NaN);
      // An acceptance that is not known, or not yet then, is no number that comes before.
      const from = acceptance <= asOf ? acceptance : receipt;
      const until = Number.isNaN(end) ? asOf : end;
      const { workingMs } = timeAt(receipt);
      const closures = closed(index);
      const pauses = waited(index, until);
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
  const closed = closedTimes(block, asOf);
  const waited = waitedTimes(block);
  return (index) => {
    const end = instant(ended[index] ?? Number.NaN);
    const until = Number.isNaN(end) ? asOf : end;
    const pauses = waited(index, until);
    if (pauses.length === 0) return 0;
    const span = { from: instant(received[index] ?? Number.NaN), until };
    const closures = closed(index);
    return measured(span, closures, wallMs) - measured(span, [...closures, ...pauses], wallMs);
  };
};
