import { mean, quantilesOf } from './quantile.ts';

const hourMs = 3_600_000;

/** Hours after the due instant, by the wall clock. */
export type Excess = {
  readonly unit: 'h';
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  readonly max: number | null;
};

/** Milliseconds that are gathered: the first `n` of the values. Few requests have any, so that no room is made beforehand. */
export type Gathered = { n: number; values: Float64Array };

export const noneGathered = (): Gathered => ({ n: 0, values: new Float64Array() });

export const gather = (into: Gathered, value: number): void => {
  if (into.n === into.values.length) {
    const grown = new Float64Array(Math.max(16, 2 * into.n));
    grown.set(into.values);
    into.values = grown;
  }
  into.values[into.n++] = value;
};

export const excessOf = ({ n, values }: Gathered): Excess => {
  const milliseconds = values.subarray(0, n);
  const hours = (value: number | null) => (value === null ? null : value / hourMs);
  const quantile = quantilesOf(milliseconds);
  const meanMs = mean(milliseconds);
  return {
    unit: 'h',
    n,
    mean: hours(meanMs),
    median: hours(quantile(0.5)),
    p90: hours(quantile(0.9)),
    max: hours(quantile(1)),
  };
};
