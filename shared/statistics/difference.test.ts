import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference, type Estimate } from './difference.ts';
import { share } from './wilson.ts';

describe('the difference of two shares', () => {
  // Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%i of %i less %i of %i is as published', (k, n, otherK, otherN, low, high) => {
    const found = difference(share(k, n), share(otherK, otherN));
    expect(found.value).toBe(k / n - otherK / otherN);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('of nothing is undecidable', () =>
    expect(difference(share(0, 0), share(3, 4))).toEqual({
      value: null,
      low: null,
      high: null,
      verdict: 'undecidable',
    }));
});

const estimate = fc
  .tuple(fc.integer(), fc.nat(100), fc.nat(100))
  .map(([value, below, above]): Estimate => ({ value, low: value - below, high: value + above }));

describe('any difference', () => {
  it('turns round with its sides', () => {
    fc.assert(
      fc.property(estimate, estimate, (a, b) => {
        const [there, back] = [difference(a, b), difference(b, a)];
        expect(there.low).toBeCloseTo(-(back.high ?? Number.NaN), 9);
        expect(there.high).toBeCloseTo(-(back.low ?? Number.NaN), 9);
        const turned = { higher: 'lower', lower: 'higher' } as Record<string, string>;
        expect(there.verdict).toBe(turned[back.verdict] ?? back.verdict);
      }),
    );
  });

  it('of a figure that is known for sure is as unsure as the other', () => {
    fc.assert(
      fc.property(estimate, fc.integer(), (a, value) => {
        const { low, high } = difference(a, { value, low: value, high: value });
        expect(low).toBe((a.low ?? 0) - value);
        expect(high).toBe((a.high ?? 0) - value);
      }),
    );
  });

  it.each<[string, Estimate, Estimate, object]>([
    [
      'above 0',
      { value: 9, low: 8, high: 10 },
      { value: 2, low: 1, high: 3 },
      { value: 7, verdict: 'higher' },
    ],
    ['below 0', { value: 2, low: 1, high: 3 }, { value: 9, low: 8, high: 10 }, { verdict: 'lower' }],
    [
      'at 0',
      { value: 5, low: 4, high: 6 },
      { value: 4, low: 4, high: 4 },
      { verdict: 'no-difference-shown' },
    ],
    [
      'open above, and above 0 from its lower limit on',
      { value: 9, low: 8, high: null },
      { value: 2, low: 1, high: 3 },
      { low: expect.closeTo(7 - Math.SQRT2, 9), high: null, verdict: 'higher' },
    ],
    [
      'open above, and below 0 from its lower limit on',
      { value: 9, low: 1, high: null },
      { value: 8, low: 1, high: 9 },
      { high: null, verdict: 'undecidable' },
    ],
    [
      'open on both sides',
      { value: 9, low: 8, high: null },
      { value: 2, low: 1, high: null },
      { value: 7, low: null, high: null, verdict: 'undecidable' },
    ],
    [
      'of what is not reached',
      { value: null, low: 8, high: null },
      { value: 2, low: 1, high: 3 },
      { value: null, low: null, high: null, verdict: 'undecidable' },
    ],
  ])('an interval %s', (_name, a, b, expected) => expect(difference(a, b)).toMatchObject(expected));
});
