import { quantile } from '../shared/statistics/quantile.ts';
import type { Figure } from './report.ts';

const at = (values: readonly number[], q: number): number =>
  quantile(Float64Array.from(values).sort(), q) ?? Number.NaN;

export const median = (values: readonly number[]): number => at(values, 0.5);
export const p99 = (values: readonly number[]): number => at(values, 0.99);

/** The median of repeated measurements, with how far they lay apart. */
export const figure = (values: readonly number[]): Figure => ({
  value: median(values),
  low: at(values, 0.1),
  high: at(values, 0.9),
});

/** Milliseconds that a call takes, and what it returned. */
export const timed = async <T>(work: () => T | Promise<T>): Promise<{ ms: number; result: T }> => {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
};

/** `0` to `count - 1`, each through `work`. */
export const times = <T>(count: number, work: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => work(index));

/** A repeatable sequence of numbers in [0, 1): mulberry32. */
export const sequence = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
