import type { ProcessingTimesBlock } from './as-known.ts';

/** Ends that are no resolution: what ended so is neither closed nor open. */
export const unresolved = ['withdrawn', 'stopped', 'refused'] as const;

/** Which lines of a block, as known at some instant, ended with a resolution. */
export const isResolvedIn = (block: ProcessingTimesBlock): ((index: number) => boolean) => {
  const { ended, outcome } = block.columns.column;
  const isResolution = outcome.values.map((name) => !unresolved.some((one) => one === name));
  return (index) => !Number.isNaN(ended[index]) && isResolution[outcome.codes[index] ?? 0] === true;
};
