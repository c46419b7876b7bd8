import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainSurvival } from '../../test/plain-survival.ts';
import { survivalOf } from './survival.ts';

const hourMs = 3_600_000;
const ascending = (hours: readonly number[]) => Float64Array.from(hours, (hour) => hour * hourMs).sort();
const survival = (events: readonly number[], censored: readonly number[]) =>
  survivalOf(ascending(events), ascending(censored));

const anyTimes = (most: number) =>
  fc.oneof(
    fc.array(fc.nat(12), { maxLength: most }),
    fc.array(fc.nat(1_000), { maxLength: most }),
    fc.array(fc.integer({ min: 900, max: 1_000 }), { maxLength: most }),
  );

describe('the survival of requests', () => {
  it('is what the definition says, in fractions', () => {
    let reached = 0;
    fc.assert(
      fc.property(anyTimes(60), anyTimes(60), (events, censored) => {
        const expected = plainSurvival(events, censored);
        if (expected.intervals.median.high !== null) reached++;
        expect(survival(events, censored)).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
    expect(reached).toBeGreaterThan(100);
  });

  it('is what the definition says of larger samples', () => {
    const many = (max: number) => fc.array(fc.nat(max), { minLength: 200, maxLength: 400, size: 'max' });
    fc.assert(
      fc.property(many(100), many(300), (events, censored) => {
        expect(survival(events, censored)).toEqual(plainSurvival(events, censored));
      }),
      { numRuns: 50 },
    );
  });

  it('of none is null, never 0', () => {
    const nothing = { low: null, high: null };
    const empty = { unit: 'h', events: 0, median: null, p75: null, p90: null, confidence: 0.95 };
    const intervals = { median: nothing, p75: nothing, p90: nothing };
    expect(survival([], [])).toEqual({ ...empty, intervals, n: 0, censored: 0 });
    expect(survival([], [3, 4])).toEqual({ ...empty, intervals, n: 2, censored: 2 });
  });

  it('counts those censored at the time of an event as at risk then', () => {
    // 4 at risk at 5, of which 2 end: S is 1/2. Were the two censored gone before, it would be 0.
    expect(survival([5, 5], [5, 5])).toMatchObject({ median: 5, p75: null });
    expect(survival([5, 5], [4, 4])).toMatchObject({ median: 5, p75: 5, p90: 5 });
  });

  it('of one or of a single time has no band', () => {
    expect(survival([7], []).intervals.median).toEqual({ low: null, high: null });
    expect(survival([7, 7, 7], [])).toMatchObject({ median: 7, p90: 7, intervals: { p90: { high: null } } });
  });
});

describe('a curve that reaches a quantile to the last digit', () => {
  /**
   * Samples with S exactly one in `parts` at some time: with m from M to M/parts + 1, one in m of those at risk ends, and the
   * shares (m − 1)/m multiply to 1/parts. In between some are censored, m − 1 at a time, so that the next share comes out even.
   */
  const exactly = (parts: 2 | 4 | 10) =>
    fc
      .record({
        last: fc.integer({ min: 1, max: 3 }),
        units: fc.integer({ min: 40, max: 60 }),
        gone: fc.array(fc.nat(1), { minLength: 30, maxLength: 30 }),
      })
      .map(({ last, units, gone }) => {
        const events: number[] = [];
        const censored: number[] = [];
        let [time, unit] = [0, units];
        for (let m = parts * last; m > last; m--) {
          for (let k = 0; k < unit; k++) events.push(k % 2 === 0 ? time + 1 : time + 2);
          time += 2;
          for (let k = 0; k < (gone[m - 1] ?? 0) * (m - 1); k++) censored.push(time);
          unit -= gone[m - 1] ?? 0;
        }
        const end = time;
        for (let k = 0; k < unit * last; k++) events.push(++time);
        return { events, censored, end };
      });

  it.each([2, 4, 10] as const)('of one in %i is decided without rounding', (parts) => {
    fc.assert(
      fc.property(exactly(parts), ({ events, censored, end }) => {
        const found = survival(events, censored);
        expect({ 2: found.median, 4: found.p75, 10: found.p90 }[parts]).toBe(end);
        expect(found).toEqual(plainSurvival(events, censored));
      }),
      { numRuns: 100 },
    );
  });

  it('where floating point lands above it', () => {
    let missed = 0;
    for (let n = 3; n <= 60; n++)
      for (let first = 1; 2 * first < n; first++)
        for (let gone = 1; gone < n - first; gone++) {
          // Some are censored after `first` events; then events until half are left, where that comes out even.
          const after = n - first - gone;
          const left = (n * after) / (2 * (n - first));
          if (!Number.isInteger(left) || left >= after) continue;
          const events = Array.from({ length: first + after }, (_, index) => index + 1);
          const half = first + after - left;
          const inSteps = events.slice(0, half).reduce((share, time) => {
            const atRisk = n - (time - 1) - (time > first ? gone : 0);
            return share * (1 - 1 / atRisk);
          }, 1);
          if (inSteps > 0.5) missed++;
          const censored = Array.from({ length: gone }, () => first);
          expect(survival(events, censored).median).toBe(half);
        }
    // What a plain product of floating-point factors would have got wrong.
    expect(missed).toBeGreaterThan(5);
  });
});
