import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioOf, standardised } from './case-mix.ts';

/** P(X ≤ k) of a Poisson count with this mean. */
const poisson = (k: number, mean: number): number => {
  let mass = Math.exp(-mean);
  let sum = mass;
  for (let i = 1; i <= k; i++) {
    mass *= mean / i;
    sum += mass;
  }
  return sum;
};

/** The mean at which a falling function comes down to a value, by halving. */
const meanWhere = (f: (mean: number) => number, value: number): number => {
  let [low, high] = [0, 400];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (f(middle) > value) low = middle;
    else high = middle;
  }
  return low;
};

describe('observed over expected', () => {
  it('has an interval near the exact one of a Poisson count', () => {
    for (const observed of [10, 11, 25, 80, 150]) {
      const { value, low, high } = ratioOf(observed, 40);
      expect(value).toBe(observed / 40);
      const exactLow = meanWhere((mean) => poisson(observed - 1, mean), 0.975) / 40;
      const exactHigh = meanWhere((mean) => poisson(observed, mean), 0.025) / 40;
      expect(Math.abs((low ?? Number.NaN) / exactLow - 1)).toBeLessThan(0.003);
      expect(Math.abs((high ?? Number.NaN) / exactHigh - 1)).toBeLessThan(0.003);
    }
  });

  it('of none observed begins at 0, and of none expected is null', () => {
    expect(ratioOf(0, 5)).toMatchObject({ value: 0, low: 0, high: expect.closeTo(0.7336, 4) as number });
    expect(ratioOf(0, 0)).toEqual({ value: null, low: null, high: null, confidence: 0.95 });
  });

  it('lies in its interval', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.double({ min: 0.01, max: 5_000, noNaN: true }), (observed, expected) => {
        const { value, low, high } = ratioOf(observed, expected);
        const ends = [0, low ?? Number.NaN, value ?? Number.NaN, high ?? Number.NaN];
        expect(ends).toEqual(ends.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('an office by its procedures', () => {
  const stratum = (n: number, late: number, everywhere: { n: number; late: number }) => ({
    procedure: 'permit',
    n,
    late,
    everywhere,
  });

  it('of which nobody was late anywhere has no ratio, and lies where it must', () => {
    const { ratio, standardisedShare, expectedOnTime, standardisedPosition, standardisedLimits } =
      standardised([stratum(20, 0, { n: 90, late: 0 })], { n: 400, late: 31 });
    expect(ratio.value).toBeNull();
    expect(standardisedShare).toBeNull();
    expect(expectedOnTime).toBe(20);
    expect(standardisedPosition).toBe('within');
    expect(standardisedLimits.p95).toEqual({ low: null, high: null, fewest: 20, most: 20 });
  });

  it('that alone does them is compared with itself', () => {
    const alone = { n: 50, late: 40 };
    const { ratio, standardisedPosition } = standardised([stratum(50, 40, alone)], { n: 900, late: 90 });
    expect(ratio.value).toBe(1);
    expect(standardisedPosition).toBe('within');
  });

  it('has no share below 0, however late it is', () => {
    const { ratio, standardisedShare } = standardised([stratum(30, 30, { n: 600, late: 60 })], {
      n: 1_000,
      late: 300,
    });
    expect(ratio.value).toBeCloseTo(10, 12);
    expect(standardisedShare).toBe(0);
  });
});
