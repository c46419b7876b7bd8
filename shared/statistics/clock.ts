import { type Instant, instant } from '../instant.ts';
import { measured, wallMs } from '../request/clocks.ts';
import type { ProcessingTimesBlock } from './as-known.ts';
import { closedTimes } from './spans.ts';

/**
 * How long the request of each line of a block had taken, on some clock, by its end or by `asOf` while it was open: in
 * milliseconds. The block is as it was known then (`asKnown`).
 */
export type Clock = (block: ProcessingTimesBlock, asOf: Instant) => (index: number) => number;

/** From the submission to the end, without the times between an end and the reopening that undid it. */
export const elapsed: Clock = (block, asOf) => {
  const { received, ended, closures } = block.columns.column;
  const closed = closedTimes(block, asOf);
  return (index) => {
    const end = ended[index] ?? Number.NaN;
    const from = received[index] ?? Number.NaN;
    const until = Number.isNaN(end) ? asOf : end;
    if (closures.codes[index] === 0) return Math.max(until - from, 0);
    return measured({ from: instant(from), until: instant(until) }, closed(index), wallMs);
  };
};
