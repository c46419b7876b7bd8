import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addStay, emptyLaw, littlesLaw } from './littles-law.ts';

type Stay = { readonly begin: number; readonly end: number };
const anyStay = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.option(fc.nat(60)))
  .map(([begin, length]): Stay => ({ begin, end: length === null ? Number.NaN : begin + length }));
const anyStays = fc.array(anyStay, { maxLength: 12 });

const lawOf = (stays: readonly Stay[], from: number, until: number) => {
  const sums = emptyLaw();
  for (const stay of stays) if (stay.begin < until && !(stay.end < from)) addStay(sums, stay, from, until);
  return littlesLaw(sums, until - from);
};

describe('Little’s law', () => {
  it('counts those open at each instant, and who came and went', () => {
    fc.assert(
      fc.property(
        anyStays,
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 60 }),
        (stays, from, length) => {
          const until = from + length;
          const isOpen = ({ begin, end }: Stay, at: number) => begin <= at && !(end <= at);
          const instants = Array.from({ length }, (_, n) => from + n);
          const open = instants.reduce((sum, at) => sum + stays.filter((stay) => isOpen(stay, at)).length, 0);
          const gone = stays.filter(({ end }) => end >= from && end < until);
          const law = lawOf(stays, from, until);
          expect(law.meanOpen).toBeCloseTo(open / length, 9);
          expect(law.arrivals).toBe(stays.filter(({ begin }) => begin >= from && begin < until).length);
          expect(law.timeInSystem.n).toBe(gone.length);
          const stayed = gone.reduce((sum, { begin, end }) => sum + (end - begin), 0);
          if (gone.length > 0)
            expect(law.timeInSystem.mean).toBeCloseTo(stayed / gone.length / 3_600_000, 12);
          expect(law.openAtStart).toBe(
            stays.filter(({ begin, end }) => begin < from && !(end < from)).length,
          );
          expect(law.openAtEnd).toBe(
            stays.filter(({ begin, end }) => begin < until && !(end < until)).length,
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is an identity where a time begins and ends with nothing open', () => {
    fc.assert(
      fc.property(anyStays, (stays) => {
        const ended = stays.filter(({ end }) => !Number.isNaN(end));
        const law = lawOf(ended, 0, 1_000);
        expect([law.openAtStart, law.openAtEnd]).toEqual([0, 0]);
        if (ended.length === 0) expect(law).toMatchObject({ meanOpen: 0, expectedOpen: null, ratio: null });
        else expect(law.expectedOpen).toBeCloseTo(law.meanOpen ?? Number.NaN, 12);
        if ((law.meanOpen ?? 0) > 0) expect(law.ratio).toBeCloseTo(1, 12);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of no time says nothing', () =>
    expect(lawOf([], 5, 5)).toMatchObject({
      days: 0,
      meanOpen: null,
      arrivals: 0,
      arrivalsPerDay: null,
      timeInSystem: { n: 0, mean: null },
      ratio: null,
    }));
});
