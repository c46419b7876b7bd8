import { select } from './select.ts';

/** The rank of a quantile, from 0: that of the ⌈n·q⌉-th smallest. */
const rankOf = (n: number, q: number): number =>
  // n*q in floating point may land a hair above a whole number: 0.95 * 20 must be rank 19, not 20.
  Math.min(Math.max(Math.ceil(n * q - 1e-9), 1), n) - 1;

/**
 * The q-quantile of ascending values by the inverted CDF (Hyndman and Fan 1996, type 1): the ⌈n·q⌉-th smallest.
 * An exact value of the sample, never an interpolation; null where there is none.
 */
export const quantile = (ascending: Float64Array, q: number): number | null =>
  ascending[rankOf(ascending.length, q)] ?? null;

/**
 * The same of values in any order, which it puts in another: each quantile is selected when asked for, those asked in
 * ascending order from fewer and fewer values.
 */
export const quantilesOf = (values: Float64Array): ((q: number) => number | null) => {
  let placed = 0;
  return (q) => {
    const rank = rankOf(values.length, q);
    select(values, rank, rank < placed ? 0 : placed, values.length - 1);
    placed = rank;
    return values[rank] ?? null;
  };
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
