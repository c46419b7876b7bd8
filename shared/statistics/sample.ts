/** Numbers that others are added to: the first so many of `values` are set. */
export type Sample = { count: number; values: Float64Array };

export const emptySample = (): Sample => ({ count: 0, values: new Float64Array() });

/** Room for so many more. */
export const reserve = (sample: Sample, more: number): Float64Array => {
  if (sample.count + more > sample.values.length) {
    const grown = new Float64Array(Math.max(sample.count + more, 2 * sample.values.length));
    grown.set(sample.values);
    sample.values = grown;
  }
  return sample.values;
};

/** Adds one: where few lines have any, no room is made beforehand. */
export const addTo = (sample: Sample, value: number): void => {
  reserve(sample, 1)[sample.count++] = value;
};

/** The numbers themselves, not a copy. */
export const numbersIn = ({ count, values }: Sample): Float64Array => values.subarray(0, count);
