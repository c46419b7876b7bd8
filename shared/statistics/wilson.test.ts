import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { share } from './wilson.ts';

const counts = fc.integer({ min: 1, max: 10_000 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));

describe('a share with its Wilson interval', () => {
  it('of nothing is null', () =>
    expect(share(0, 0)).toEqual({ value: null, low: null, high: null, n: 0, confidence: 0.95 }));

  it('lies in its interval, and the interval in 0 to 1', () => {
    fc.assert(
      fc.property(counts, ([k, n]) => {
        const { value, low, high } = share(k, n);
        const ends = [0, low ?? Number.NaN, value ?? Number.NaN, high ?? Number.NaN, 1];
        expect(ends).toEqual(ends.toSorted((a, b) => a - b));
        expect(value).toBe(k / n);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has ends at which the share is just 1.96 standard errors away', () => {
    fc.assert(
      fc.property(
        counts.filter(([k, n]) => k > 0 && k < n),
        ([k, n]) => {
          const { value, low, high } = share(k, n);
          for (const end of [low ?? Number.NaN, high ?? Number.NaN]) {
            const deviation = Math.abs((value ?? 0) - end) / Math.sqrt((end * (1 - end)) / n);
            expect(deviation).toBeCloseTo(1.959963984540054, 6);
          }
        },
      ),
    );
  });

  it('of all or none ends at exactly 1 or 0', () => {
    expect(share(7, 7).high).toBe(1);
    expect(share(0, 7).low).toBe(0);
  });

  it('mirrors the share of the others', () => {
    fc.assert(
      fc.property(counts, ([k, n]) => {
        expect(share(n - k, n).low).toBeCloseTo(1 - (share(k, n).high ?? Number.NaN), 12);
      }),
    );
  });
});
