import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, quantile, quantilesOf } from './quantile.ts';

const percents = [1, 5, 10, 25, 50, 75, 90, 95, 99];

describe('the quantile by the inverted CDF', () => {
  it('is the smallest value that covers the share, by counting', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(...percents),
        (values, percent) => {
          const sorted = Float64Array.from(values).sort();
          // Whole numbers only: no rounding in the reference.
          const covering = [...sorted].find(
            (value) => sorted.filter((other) => other <= value).length * 100 >= values.length * percent,
          );
          expect(quantile(sorted, percent / 100)).toBe(covering);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('has the exact rank for every n to 100,000, where n times q is not exact in floating point', () => {
    const ranks = Float64Array.from({ length: 100_000 }, (_, index) => index + 1);
    for (const percent of percents)
      for (let n = 1; n <= ranks.length; n++) {
        const rank = quantile(ranks.subarray(0, n), percent / 100);
        if (rank !== Math.max(1, Math.ceil((n * percent) / 100)))
          expect({ n, percent, rank }).toBe('the exact rank');
      }
  });

  it.each([
    [0.95, 20, 19],
    [0.55, 100, 55],
    [0.07, 100, 7],
    [0.9, 1_000_000, 900_000],
    [0.95, 2_000_000, 1_900_000],
    [0.95, 1_999_999, 1_900_000],
  ])('%d of %i is rank %i', (q, n, rank) => {
    expect(
      quantile(
        Float64Array.from({ length: n }, (_, index) => index + 1),
        q,
      ),
    ).toBe(rank);
  });

  it('of nothing is null; 0 and 1 are the ends', () => {
    expect(quantile(new Float64Array(), 0.5)).toBeNull();
    expect(quantile(Float64Array.of(3, 4, 5), 0)).toBe(3);
    expect(quantile(Float64Array.of(3, 4, 5), 1)).toBe(5);
  });
});

describe('quantiles of values in any order', () => {
  const anyValues = fc.oneof(
    fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 200 }),
    // A sort puts -0 before 0; no duration is -0.
    fc.array(
      fc.double({ noNaN: true }).map((value) => value + 0),
      { maxLength: 200 },
    ),
  );

  it('are those of the values sorted, in whatever order they are asked for', () => {
    fc.assert(
      fc.property(anyValues, fc.array(fc.constantFrom(...percents), { maxLength: 6 }), (values, asked) => {
        const sorted = Float64Array.from(values).sort();
        const at = quantilesOf(Float64Array.from(values));
        for (const percent of asked) expect(at(percent / 100)).toBe(quantile(sorted, percent / 100));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, (index: number, n: number) => number]>([
    ['ascending', (index) => index],
    ['descending', (index, n) => n - index],
    ['rising and falling', (index, n) => Math.min(index, n - index)],
    ['the same', () => 7],
    ['in halves, the middles the least', (index, n) => Math.abs(index - n / 2)],
  ])('of many values that are %s are exact', (_order, valueAt) => {
    const n = 20_000;
    const values = Float64Array.from({ length: n }, (_, index) => valueAt(index, n));
    const sorted = values.toSorted();
    const at = quantilesOf(values);
    for (const percent of percents) expect(at(percent / 100)).toBe(quantile(sorted, percent / 100));
  });
});

describe('the mean', () => {
  it('keeps what a plain sum loses', () => {
    expect(mean(Float64Array.of(1e16, 1, -1e16))).toBe(1 / 3);
    expect(mean(Float64Array.of(1, 1e100, 1, -1e100))).toBe(0.5);
    const million = new Float64Array(1_000_000).fill(0.1);
    expect(mean(million)).toBe(0.1);
    expect(million.reduce((sum, value) => sum + value, 0) / million.length).not.toBe(0.1);
  });

  it('of whole numbers is exact', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -(2 ** 46), max: 2 ** 46 }), { minLength: 1, maxLength: 60 }),
        (values) => {
          const sum = values.reduce((total, value) => total + BigInt(value), 0n);
          expect((mean(Float64Array.from(values)) ?? Number.NaN) + 0).toBe(Number(sum) / values.length);
        },
      ),
    );
  });

  it('of nothing is null', () => expect(mean(new Float64Array())).toBeNull());
});
