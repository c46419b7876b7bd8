import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { accepted, anyEvents, at, resolved, submitted } from '../../test/builders.ts';
import { type Histories, spread } from '../../test/flows.ts';
import { blocksOfHistories, withoutRetractions } from '../../test/lines.ts';
import { instant, instantOf, instantText } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { type ComparisonQuestion, comparisonAnswer, followedAlike } from './comparison.ts';
import { kindGroupings } from './question.ts';

const zone = 'Asia/Ho_Chi_Minh';
const day = 1_440;
const ask = (histories: Histories, question: Omit<ComparisonQuestion, 'zone'>) =>
  comparisonAnswer(blocksOfHistories(processingTimes, histories, zone), { ...question, zone });

/** The same, so many days later; due dates too. */
const later = (events: readonly MotcuaEvent[], days: number): MotcuaEvent[] => {
  const moved = (text: string) => instantText(instant(instantOf(text) + days * day * 60_000));
  return events.map((event) => ({
    ...event,
    time: moved(event.time),
    data: 'due' in event.data && event.data.due ? { ...event.data, due: moved(event.data.due) } : event.data,
  })) as MotcuaEvent[];
};

const year = { from: at(-10 * day), until: at(90 * day) };
const yearAfter = { from: at(190 * day), until: at(290 * day) };
const days = fc.integer({ min: -90, max: 60 });

describe('two times compared', () => {
  it('do not differ where the same happened in both, however long ago the later one was', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvents.map(withoutRetractions).map(spread), { maxLength: 6 }),
        days,
        fc.shuffledSubarray([...kindGroupings]),
        (told, after, groupBy) => {
          const both = [...told, ...told.map((events) => later(events, 200))];
          const alike = followedAlike(yearAfter, year, at((290 + after) * day));
          for (const { now, before, differences } of ask(both, { ...alike, groupBy })) {
            expect(now).toEqual(before);
            expect([0, null]).toContain(differences.onTimeShare.value);
            expect([0, null]).toContain(differences.median.value);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('turn round with their sides', () => {
    fc.assert(
      fc.property(fc.array(anyEvents.map(spread), { maxLength: 6 }), days, (told, after) => {
        const both = told.map((events, n) => (n % 2 === 0 ? events : later(events, 200)));
        const asOf = at((290 + after) * day);
        const there = ask(both, { ...followedAlike(yearAfter, year, asOf), groupBy: ['agency'] });
        const back = ask(both, { ...followedAlike(year, yearAfter, asOf), groupBy: ['agency'] });
        expect(there.map(({ now, before }) => [now, before])).toEqual(
          back.map(({ now, before }) => [before, now]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('are followed for as long after their ends', () => {
    const [first, second] = [
      { from: at(0), until: at(10) },
      { from: at(20), until: at(40) },
    ];
    const both = { now: { ...second, asOf: at(45) }, before: { ...first, asOf: at(15) } };
    expect(followedAlike(second, first, at(45))).toEqual(both);
    expect(followedAlike(first, second, at(45))).toEqual({ now: both.before, before: both.now });
    // As of an instant in the later one both are cut as long before they end.
    expect(followedAlike(second, first, at(38))).toMatchObject({
      now: { asOf: at(38) },
      before: { asOf: at(8) },
    });
  });
});

describe('a comparison', () => {
  /** Requests of an agency that take so many hours each and are due after two days; those without an end stay open. */
  const requests = (agency: string, fromDay: number, hours: readonly (number | null)[]): Histories =>
    hours.map((took, n) => {
      const begin = fromDay * day + n;
      return [
        submitted(begin, { agency }),
        accepted(begin, { due: instantText(at(begin + 2 * day)) }),
        ...(took === null ? [] : [resolved(begin + took * 60)]),
      ];
    });
  const many = (took: number | null, count: number) => Array.from({ length: count }, () => took);
  const compared = (histories: Histories) =>
    ask(histories, { ...followedAlike(yearAfter, year, at(400 * day)), groupBy: ['agency'] });

  it('says which way each figure went, where its interval leaves 0 out', () => {
    const told = [
      ...requests('H29', 0, [...many(10, 30), ...many(100, 30)]),
      ...requests('H29', 200, [...many(5, 55), ...many(100, 5)]),
    ];
    expect(compared(told)).toMatchObject([
      {
        group: { agency: 'H29' },
        now: { received: 60, closed: 60, onTimeShare: { value: 55 / 60 }, median: { value: 5, n: 60 } },
        before: { received: 60, onTimeShare: { value: 0.5 }, median: { value: 10 } },
        differences: {
          onTimeShare: { value: 55 / 60 - 0.5, verdict: 'higher', confidence: 0.95 },
          median: { unit: 'h', value: -5, verdict: 'lower' },
        },
      },
    ]);
  });

  it('counts what is still open, and is undecidable where no median is reached', () => {
    const told = [
      ...requests('H29', 0, many(10, 9)),
      ...requests('H29', 200, [...many(10, 3), ...many(null, 6)]),
    ];
    expect(compared(told)).toMatchObject([
      {
        now: { closed: 3, open: 6, median: { value: null, censored: 6 } },
        differences: {
          onTimeShare: { value: 0, verdict: 'no-difference-shown' },
          median: { value: null, low: null, high: null, verdict: 'undecidable' },
        },
      },
    ]);
  });

  it('of a group with nothing in one of the times says nothing, never 0', () => {
    const told = [...requests('H29', 0, many(10, 9)), ...requests('H30', 200, many(10, 9))];
    const none = { received: 0, onTimeShare: { value: null, n: 0 }, median: { value: null, n: 0 } };
    const undecidable = { value: null, low: null, high: null, verdict: 'undecidable' };
    expect(compared(told)).toMatchObject([
      {
        group: { agency: 'H29' },
        now: none,
        before: { received: 9 },
        differences: { onTimeShare: undecidable, median: undecidable },
      },
      { group: { agency: 'H30' }, now: { received: 9 }, before: none },
    ]);
  });
});
