import { mean, quantilesOf } from './quantile.ts';
import { numbersIn, type Sample } from './sample.ts';

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

/** Of milliseconds, which it puts in another order. */
export const excessOf = (sample: Sample): Excess => {
  const milliseconds = numbersIn(sample);
  const hours = (value: number | null) => (value === null ? null : value / hourMs);
  const quantile = quantilesOf(milliseconds);
  const meanMs = mean(milliseconds);
  return {
    unit: 'h',
    n: milliseconds.length,
    mean: hours(meanMs),
    median: hours(quantile(0.5)),
    p90: hours(quantile(0.9)),
    max: hours(quantile(1)),
  };
};
