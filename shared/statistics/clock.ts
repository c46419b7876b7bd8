import type { Instant } from '../instant.ts';
import { closuresOf, type ProcessingTimesBlock } from './as-known.ts';

/**
 * How long the request of each line of a block had taken, on some clock, by its end or by `asOf` while it was open: in
 * milliseconds. The block is as it was known then (`asKnown`).
 */
export type Clock = (block: ProcessingTimesBlock, asOf: Instant) => (index: number) => number;

/** From the submission to the end, without the times between an end and the reopening that undid it. */
export const elapsed: Clock = (block, asOf) => {
  const { received, ended, closures } = block.columns.column;
  const closed = closuresOf(block, asOf);
  return (index) => {
    const end = ended[index] ?? Number.NaN;
    const span = (Number.isNaN(end) ? asOf : end) - (received[index] ?? Number.NaN);
    if (closures.codes[index] === 0) return span;
    return closed(index).reduce((sum, one) => sum - (one.reopened - one.ended), span);
  };
};
