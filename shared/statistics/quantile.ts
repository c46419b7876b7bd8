/**
 * The q-quantile of ascending values by the inverted CDF (Hyndman and Fan 1996, type 1): the ⌈n·q⌉-th smallest.
 * An exact value of the sample, never an interpolation; null where there is none.
 */
export const quantile = (ascending: Float64Array, q: number): number | null => {
  const n = ascending.length;
  if (n === 0) return null;
  // n*q in floating point may land a hair above a whole number: 0.95 * 20 must be rank 19, not 20.
  const rank = Math.ceil(n * q - 1e-9);
  return ascending[Math.min(Math.max(rank, 1), n) - 1] ?? null;
};

/** The mean by Neumaier's compensated sum, so that a million long durations keep their last digits; null for none. */
export const mean = (values: Float64Array): number | null => {
  if (values.length === 0) return null;
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return (sum + lost) / values.length;
};
