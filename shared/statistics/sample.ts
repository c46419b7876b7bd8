import { sortDurations } from './sorting.ts';

/** Durations that are gathered: the first `n` of the values. */
export type Sample = { values: Float64Array; n: number };

export const emptySample = (): Sample => ({ values: new Float64Array(), n: 0 });

/** The values, with room for so many more. */
export const roomFor = (sample: Sample, more: number): Float64Array => {
  if (sample.n + more > sample.values.length) {
    const grown = new Float64Array(Math.max(sample.n + more, 2 * sample.values.length));
    grown.set(sample.values);
    sample.values = grown;
  }
  return sample.values;
};

/** What was gathered, in ascending order; none of it negative. */
export const ascending = ({ values, n }: Sample): Float64Array => sortDurations(values.subarray(0, n));
