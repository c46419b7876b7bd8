import type { Instant } from '../instant.ts';
import type { Span } from '../request/clocks.ts';
import { closuresOf, type ProcessingTimesBlock, pausesOf } from './as-known.ts';

const none: readonly Span[] = [];

/** The times in which the request of a line was closed, until a reopening undid that. */
export const closedTimes = (
  block: ProcessingTimesBlock,
  asOf: Instant,
): ((index: number) => readonly Span[]) => {
  const { codes } = block.columns.column.closures;
  const closures = closuresOf(block, asOf);
  return (index) =>
    codes[index] === 0
      ? none
      : closures(index).map(({ ended, reopened }) => ({ from: ended, until: reopened }));
};

/** The times in which the office waited; what goes on lasts until `stop`. */
export const waitedTimes = (
  block: ProcessingTimesBlock,
): ((index: number, stop: Instant) => readonly Span[]) => {
  const { codes } = block.columns.column.pauses;
  const pauses = pausesOf(block);
  return (index, stop) =>
    codes[index] === 0
      ? none
      : pauses(index).map(({ from, until }) => ({ from, until: Number.isNaN(until) ? stop : until }));
};
