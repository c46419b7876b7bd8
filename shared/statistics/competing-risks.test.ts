import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fraction, fraction, numberOf, one, plus, times, zero } from '../../test/fractions.ts';
import { cumulativeIncidence } from './competing-risks.ts';

const ways = ['resolved', 'withdrawn', 'stopped', 'refused'] as const;
type Way = (typeof ways)[number];
type Sample = Readonly<Record<Way | 'open', readonly number[]>>;

const found = ({ open, ...ends }: Sample, time: number) =>
  cumulativeIncidence(
    Object.fromEntries(ways.map((way) => [way, Float64Array.from(ends[way]).sort()])) as Record<
      Way,
      Float64Array
    >,
    Float64Array.from(open).sort(),
  )(time);

/** Σ S(t−)·d/n by its definition, those at risk counted anew at each time. */
const plainly = (sample: Sample, until: number) => {
  const all = Object.values(sample).flat();
  const shares: Record<Way, Fraction> = { resolved: zero, withdrawn: zero, stopped: zero, refused: zero };
  let survival = one;
  for (const time of [...new Set(all)].sort((a, b) => a - b).filter((each) => each <= until)) {
    const n = BigInt(all.filter((other) => other >= time).length);
    let ended = 0n;
    for (const way of ways) {
      const d = BigInt(sample[way].filter((other) => other === time).length);
      shares[way] = plus(shares[way], times(survival, fraction(d, n)));
      ended += d;
    }
    survival = times(survival, fraction(n - ended, n));
  }
  return { ...shares, open: survival };
};

const anyTimes = fc.array(fc.nat(20), { maxLength: 25 });
const anySample = fc.record({
  resolved: anyTimes,
  withdrawn: anyTimes,
  stopped: anyTimes,
  refused: anyTimes,
  open: anyTimes,
});

describe('cumulative incidence', () => {
  it('is what the definition says, in fractions', () => {
    fc.assert(
      fc.property(anySample, fc.integer({ min: -1, max: 22 }), (sample, time) => {
        const exact = Object.entries(plainly(sample, time));
        const near = exact.map(([name, share]) => [name, expect.closeTo(numberOf(share), 13)]);
        expect(found(sample, time)).toEqual(Object.fromEntries(near));
      }),
      { numRuns: 2_000 },
    );
  });

  it('of all ways and what is open is 1', () => {
    fc.assert(
      fc.property(anySample, fc.nat(22), (sample, time) => {
        const sum = Object.values(found(sample, time)).reduce((total, share) => total + share, 0);
        expect(sum).toBeCloseTo(1, 13);
      }),
    );
  });

  it('of none is nothing, and all open', () => {
    const none = { resolved: [], withdrawn: [], stopped: [], refused: [], open: [] };
    expect(found(none, 5)).toEqual({ resolved: 0, withdrawn: 0, stopped: 0, refused: 0, open: 1 });
    expect(found({ ...none, open: [3] }, 5)).toMatchObject({ resolved: 0, open: 1 });
  });
});
