import type { Codes } from '../segment/column.ts';

/** Ends that are no resolution: what ended so is neither closed nor open. */
export const unresolved = ['withdrawn', 'stopped', 'refused'] as const;

/** For each code of a column of outcomes 1 where it is a resolution, also one of a name that nobody knows. */
export const resolutionsIn = ({ values }: Codes): Uint8Array =>
  Uint8Array.from(values, (name) => (unresolved.some((one) => one === name) ? 0 : 1));
