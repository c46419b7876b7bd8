/** The pieces that lists in a snapshot are stored in: columns of small numbers, which deflate to a few bits each. */

/** Each number as the step from the one before. */
export const stepsOf = (numbers: readonly number[]): number[] =>
  numbers.map((value, index) => value - (numbers[index - 1] ?? 0));

/** The numbers whose steps these are. */
export const sumsOf = (steps: readonly number[]): number[] => {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
};

/** Each value as its place among the distinct ones, in the order they come up. */
export const coded = <T>(values: readonly T[]): { readonly codes: T[]; readonly places: number[] } => {
  const places = new Map<T, number>();
  for (const value of values) if (!places.has(value)) places.set(value, places.size);
  return { codes: [...places.keys()], places: values.map((value) => places.get(value) ?? 0) };
};
