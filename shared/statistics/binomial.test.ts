import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chance, exactCounts, toNumber } from '../../test/rationals.ts';
import { binomial, type Distribution, sumOf } from './binomial.ts';

const anyChance = fc
  .integer({ min: 1, max: 50 })
  .chain((under) => fc.tuple(fc.nat(under), fc.constant(under)));
const numberOf = ([over, under]: Chance) => over / under;

/** The chance of every count, those left out included. */
const chancesOf = ({ first, masses }: Distribution, n: number): number[] =>
  Array.from({ length: n + 1 }, (_, count) => masses[count - first] ?? 0);

const exactly = (chances: readonly Chance[]) => {
  const { masses, under } = exactCounts(chances);
  return masses.map((over) => expect.closeTo(toNumber({ over, under }), 14) as number);
};

describe('a binomial distribution', () => {
  it('has the chances that whole numbers give', () => {
    fc.assert(
      fc.property(fc.nat(60), anyChance, (n, chance) => {
        expect(chancesOf(binomial(n, numberOf(chance)), n)).toEqual(
          exactly(Array.from({ length: n }, () => chance)),
        );
      }),
    );
  });

  it('of a million has its mean and its variance, and no count outside 0 to n', () => {
    for (const chance of [1e-7, 0.001, 0.2, 0.8, 0.999999]) {
      const n = 1_000_000;
      const { first, masses } = binomial(n, chance);
      const sum = (of: (count: number) => number) =>
        masses.reduce((total, mass, index) => total + mass * of(first + index), 0);
      expect(sum(() => 1)).toBeCloseTo(1, 12);
      const mean = sum((count) => count);
      const variance = sum((count) => (count - mean) ** 2);
      expect(mean / (n * chance)).toBeCloseTo(1, 10);
      expect(variance / (n * chance * (1 - chance))).toBeCloseTo(1, 8);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(first + masses.length - 1).toBeLessThanOrEqual(n);
    }
  });

  it.each([
    [0, 0.3, 0],
    [7, 0, 0],
    [7, 1, 7],
  ])('of %i with chance %d is sure', (n, chance, count) =>
    expect(binomial(n, chance)).toEqual({ first: count, masses: Float64Array.of(1) }),
  );
});

describe('a sum of counts', () => {
  it('has the chances that whole numbers give, in whatever order', () => {
    const anyParts = fc.array(fc.tuple(fc.nat(12), anyChance), { maxLength: 6 });
    fc.assert(
      fc.property(anyParts, (parts) => {
        const binomials = parts.map(([n, chance]) => binomial(n, numberOf(chance)));
        const each = parts.flatMap(([n, chance]) => Array.from({ length: n }, () => chance));
        expect(chancesOf(sumOf(binomials), each.length)).toEqual(exactly(each));
        expect(chancesOf(sumOf(binomials.toReversed()), each.length)).toEqual(exactly(each));
      }),
    );
  });

  it('of binomials with one chance is one binomial', () => {
    const parts = [400, 1, 99, 0, 1500].map((n) => binomial(n, 0.8));
    const one = binomial(2000, 0.8);
    for (const [index, chance] of chancesOf(sumOf(parts), 2000).entries())
      expect(chance).toBeCloseTo(one.masses[index - one.first] ?? 0, 14);
  });
});
