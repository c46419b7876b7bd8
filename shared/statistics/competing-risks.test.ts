import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberOf } from '../../test/fractions.ts';
import { plainIncidence, type Sample, type Way, ways } from '../../test/plain-survival.ts';
import { cumulativeIncidence } from './competing-risks.ts';

const found = ({ open, ...ends }: Sample, time: number) =>
  cumulativeIncidence(
    Object.fromEntries(ways.map((way) => [way, Float64Array.from(ends[way]).sort()])) as Record<
      Way,
      Float64Array
    >,
    Float64Array.from(open).sort(),
  )(time);

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
        const exact = Object.entries(plainIncidence(sample, time));
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
