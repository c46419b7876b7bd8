/**
 * Sorts durations that are not negative, in place. The bits of such numbers are in the order of the numbers, and whole
 * numbers are compared in half the time, since none of them can be NaN or -0.
 */
export const sortDurations = (values: Float64Array): Float64Array => {
  new BigInt64Array(values.buffer, values.byteOffset, values.length).sort();
  return values;
};

/** The first index from `low` on for which something holds that holds for all later ones too; `end` where it is none. */
export const firstWhere = (low: number, end: number, holds: (index: number) => boolean): number => {
  let [first, last] = [low, end];
  while (first < last) {
    const middle = (first + last) >>> 1;
    if (holds(middle)) last = middle;
    else first = middle + 1;
  }
  return first;
};

/** How many of ascending values are at most a limit. */
export const countUpTo = (ascending: Float64Array, limit: number): number =>
  firstWhere(0, ascending.length, (index) => (ascending[index] ?? 0) > limit);

/** How many of ascending values are below a limit. */
export const countBelow = (ascending: Float64Array, limit: number): number =>
  firstWhere(0, ascending.length, (index) => (ascending[index] ?? 0) >= limit);

/** All values of some lists, in ascending order; none of them negative. */
export const merged = (parts: readonly Float64Array[]): Float64Array => {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return sortDurations(all);
};
