import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chance, exactCounts, exactQuantile } from '../../test/rationals.ts';
import { binomial } from './binomial.ts';
import { byChance, funnelLimits, noLimits, positionOf, quantileOf } from './funnel.ts';

const anyTarget = fc
  .integer({ min: 2, max: 40 })
  .chain((under) => fc.tuple(fc.integer({ min: 1, max: under - 1 }), fc.constant(under)));
const probabilities: readonly Chance[] = [
  [25, 1000],
  [975, 1000],
  [1, 1000],
  [999, 1000],
];

describe('a quantile of a count', () => {
  it('is what whole numbers give', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), anyTarget, (n, [over, under]) => {
        const exact = exactCounts(Array.from({ length: n }, () => [over, under] as const));
        for (const [p, of] of probabilities) {
          const { count, interpolated } = exactQuantile(exact, [p, of]);
          expect(quantileOf(binomial(n, over / under), p / of)).toEqual({
            count,
            interpolated: expect.closeTo(interpolated, 9) as number,
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  /** Summed from 0 upwards in decimals of 60 digits. */
  it.each([
    [1_000_000, 0.8, [798762.5524956437, 799215.2301547179, 800783.2015131192, 801234.7373903393]],
    [1_000_000, 0.00001, [1.2205451526197981, 3.7752143510519134, 16.159902231825352, 20.661928933804802]],
    [300_000, 0.9731, [291654.3075116383, 291755.36556932767, 292102.7378184494, 292201.99231133366]],
  ])('of %i with chance %d is that of a longer sum', (n, chance, expected) => {
    const quantiles = [0.001, 0.025, 0.975, 0.999].map((p) => quantileOf(binomial(n, chance), p));
    expect(quantiles).toEqual(
      expected.map((value) => ({
        count: Math.ceil(value),
        interpolated: expect.closeTo(value, 8) as number,
      })),
    );
  });

  it('that is met exactly is not missed by rounding', () => {
    for (const [p, of] of probabilities) {
      expect(quantileOf(binomial(1, 1 - p / of), p / of)).toEqual({
        count: 0,
        interpolated: expect.closeTo(0, 9) as number,
      });
    }
  });
});

describe('funnel limits', () => {
  it('without cases are null', () => expect(funnelLimits(0, 0.8)).toEqual(noLimits));

  it.each([0, 1])('around %i are that, since nothing else can happen', (target) => {
    const all = { low: target, high: target, fewest: target * 9, most: target * 9 };
    expect(funnelLimits(9, target)).toEqual({ p95: all, p998: all });
  });

  it('lie in 0 to 1, those of 99.8% around those of 95%, those around the target but for one case', () => {
    const anyShare = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), anyShare, (n, target) => {
        const { p95, p998 } = funnelLimits(n, target);
        const low = [0, p998.low ?? Number.NaN, p95.low ?? Number.NaN, target + 1 / n];
        const high = [target - 1 / n, p95.high ?? Number.NaN, p998.high ?? Number.NaN, 1];
        for (const ends of [low, high]) expect(ends).toEqual(ends.toSorted((a, b) => a - b));
      }),
    );
  });

  it('are narrower the more cases there are', () => {
    const widths = [10, 100, 1_000, 10_000, 100_000, 1_000_000].map((n) => {
      const { low, high } = funnelLimits(n, 0.8).p998;
      return (high ?? Number.NaN) - (low ?? Number.NaN);
    });
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    // The normal distribution’s width, near enough for a million.
    expect(widths.at(-1)).toBeCloseTo((2 * 3.0902 * 0.4) / 1000, 5);
  });
});

describe('a position', () => {
  it('beyond a limit has a chance of at most that on its side, and one step nearer has more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), anyTarget, (n, [over, under]) => {
        const target = over / under;
        const limits = funnelLimits(n, target);
        const { first, masses } = binomial(n, target);
        const chance = (counts: (count: number) => boolean) =>
          masses.reduce((sum, mass, index) => sum + (counts(first + index) ? mass : 0), 0);
        for (let count = 0; count <= n; count++) {
          const low = chance((other) => other <= count);
          const high = chance((other) => other >= count);
          const position = positionOf(count, limits);
          const slack = 1e-11;
          if (position === 'below-998') expect(low).toBeLessThanOrEqual(0.001 + slack);
          else expect(low).toBeGreaterThanOrEqual(0.001 - slack);
          if (position.startsWith('below')) expect(low).toBeLessThanOrEqual(0.025 + slack);
          else expect(low).toBeGreaterThanOrEqual(0.025 - slack);
          if (position === 'above-998') expect(high).toBeLessThanOrEqual(0.001 + slack);
          else expect(high).toBeGreaterThanOrEqual(0.001 - slack);
          if (position.startsWith('above')) expect(high).toBeLessThanOrEqual(0.025 + slack);
          else expect(high).toBeGreaterThanOrEqual(0.025 - slack);
        }
      }),
    );
  });

  it('of all on time says nothing where one in nine has that by chance', () => {
    const limits = funnelLimits(10, 0.8);
    expect(limits.p95.high).toBeLessThan(1);
    expect(positionOf(10, limits)).toBe('within');
    expect(positionOf(4, limits)).toBe('below-95');
    expect(positionOf(3, limits)).toBe('below-998');
  });

  it('without cases is none', () => expect(positionOf(0, noLimits)).toBe('no-cases'));
});

it('so many offices lie beyond the limits by chance', () =>
  expect(byChance(150)).toEqual({ offices: 150, p95: 7.5, p998: expect.closeTo(0.3, 12) as number }));
