/**
 * Sorts durations that are not negative, in place. The bits of such numbers are in the order of the numbers, and whole
 * numbers are compared in half the time, since none of them can be NaN or -0.
 */
export const sortDurations = (values: Float64Array): Float64Array => {
  new BigInt64Array(values.buffer, values.byteOffset, values.length).sort();
  return values;
};

/** How many of ascending values are at most a limit. */
export const countUpTo = (ascending: Float64Array, limit: number): number => {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
};
