import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoWeekOf } from '../../test/cohorts.ts';
import { instant, instantOf } from '../instant.ts';
import {
  type PeriodUnit,
  periodIndex,
  periodsBetween,
  periodsHolding,
  periodUnits,
  utcDayOf,
} from './periods.ts';
import { dayOf } from './zone.ts';

const zones = ['UTC', 'Asia/Ho_Chi_Minh', 'America/New_York', 'Africa/Cairo', 'Asia/Amman', 'Pacific/Apia'];
const labelAt = {
  day: (day) => day,
  week: isoWeekOf,
  month: (day) => day.slice(0, 7),
  year: (day) => day.slice(0, 4),
} satisfies Record<PeriodUnit, (day: string) => string>;

const labels = (unit: PeriodUnit, first: string, last: string, zone: string) =>
  periodsBetween(unit, instantOf(first), instantOf(last), zone).labels;

describe('the periods between two instants', () => {
  it.each<[PeriodUnit, string, string, string, string[]]>([
    [
      'day',
      '2024-02-28T16:59:59Z',
      '2024-02-29T17:00:00Z',
      'Asia/Ho_Chi_Minh',
      ['2024-02-28', '2024-02-29', '2024-03-01'],
    ],
    ['day', '2024-01-15T00:00:00Z', '2024-01-15T00:00:00Z', 'UTC', ['2024-01-15']],
    [
      'month',
      '2023-11-30T23:59:59Z',
      '2024-02-01T00:00:00Z',
      'UTC',
      ['2023-11', '2023-12', '2024-01', '2024-02'],
    ],
    // Monday begins at 17:00 UTC on Sunday.
    ['week', '2024-01-14T16:59:59Z', '2024-01-14T17:00:00Z', 'Asia/Ho_Chi_Minh', ['2024-W02', '2024-W03']],
    // 2020 has 53 weeks; 1 January 2021 is a Friday.
    ['week', '2020-12-27T00:00:00Z', '2021-01-04T00:00:00Z', 'UTC', ['2020-W52', '2020-W53', '2021-W01']],
    // 30 December 2024 is a Monday of 2025.
    ['week', '2024-12-29T12:00:00Z', '2024-12-30T12:00:00Z', 'UTC', ['2024-W52', '2025-W01']],
    ['week', '-000001-12-31T00:00:00Z', '0000-01-03T00:00:00Z', 'UTC', ['-000001-W52', '0000-W01']],
    ['month', '2024-01-31T12:00:00Z', '2024-02-29T23:59:59Z', 'UTC', ['2024-01', '2024-02']],
    ['year', '2023-12-31T16:59:59Z', '2023-12-31T17:00:00Z', 'Asia/Ho_Chi_Minh', ['2023', '2024']],
    ['year', '2024-12-31T00:00:00Z', '2026-01-01T00:00:00Z', 'UTC', ['2024', '2025', '2026']],
    ['year', '0000-01-01T00:00:00+07:00', '0001-01-01T00:00:00Z', 'UTC', ['-000001', '0000', '0001']],
    ['month', '0050-01-01T00:00:00Z', '0050-02-01T00:00:00Z', 'UTC', ['0050-01', '0050-02']],
  ])('%s from %s to %s in %s', (unit, first, last, zone, expected) =>
    expect(labels(unit, first, last, zone)).toEqual(expected),
  );

  it('a day that a zone skipped has no length', () => {
    const days = periodsBetween(
      'day',
      instantOf('2011-12-29T12:00:00Z'),
      instantOf('2012-01-01T00:00:00Z'),
      'Pacific/Apia',
    );
    expect(days.labels).toEqual(['2011-12-29', '2011-12-30', '2011-12-31', '2012-01-01']);
    expect(days.starts[1]).toBe(days.starts[2]);
    expect(days.labels[periodIndex(days.starts, Date.parse('2011-12-30T10:00:00Z'))]).toBe('2011-12-31');
  });

  it('cover every instant between, without a gap, under the label of its day', () => {
    const span = fc
      .tuple(fc.integer({ min: Date.UTC(2009, 0, 1), max: Date.UTC(2026, 0, 1) }), fc.nat(500 * 86_400_000))
      .map(([first, more]) => [instant(first), instant(first + more)] as const);
    const question = fc.record({
      span,
      unit: fc.constantFrom(...periodUnits),
      zone: fc.constantFrom(...zones),
      where: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
    });
    fc.assert(
      fc.property(question, ({ span: [first, last], unit, zone, where }) => {
        const { starts, labels } = periodsBetween(unit, first, last, zone);
        expect(starts).toHaveLength(labels.length);
        expect(starts).toEqual(starts.toSorted());
        expect(new Set(labels).size).toBe(labels.length);
        for (const share of [0, 1, ...where]) {
          const at = instant(Math.round(first + share * (last - first)));
          expect(labels[periodIndex(starts, at)]).toBe(labelAt[unit](dayOf(at, zone)));
        }
        expect(periodIndex(starts, first)).toBe(0);
        expect(periodIndex(starts, last)).toBe(starts.length - 1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the period of an instant', () => {
  it('is the last that starts at or before it', () => {
    const starts = fc
      .array(fc.integer({ min: 0, max: 100 }), { maxLength: 12 })
      .map((list) => Float64Array.from(list).sort());
    fc.assert(
      fc.property(starts, fc.integer({ min: -10, max: 110 }), (sorted, at) => {
        expect(periodIndex(sorted, at)).toBe([...sorted].findLastIndex((start) => start <= at));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are laid out where something lies, and the same there as all between', () => {
    const days = fc.array(
      fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 300, max: 2_000 }), fc.nat(9_000)),
      { minLength: 1, maxLength: 12 },
    );
    const time = fc.nat(86_400_000 - 1);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 11 }), time), { minLength: 1, maxLength: 30 }),
        days,
        fc.constantFrom(...periodUnits),
        fc.constantFrom(...zones),
        (places, far, unit, zone) => {
          const instants = places.map(([index, at]) =>
            instant((13_000 + (far[index % far.length] ?? 0)) * 86_400_000 + at),
          );
          const { starts, labels } = periodsHolding(unit, new Set(instants.map(utcDayOf)), zone);
          expect(starts).toEqual(starts.toSorted());
          expect(new Set(labels).size).toBe(labels.length);
          for (const at of instants)
            expect(labels[periodIndex(starts, at)]).toBe(labelAt[unit](dayOf(at, zone)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of two days two thousand years apart are a few', () => {
    const days = [Date.UTC(2025, 0, 2), Date.parse('0001-01-01T00:00:00Z')].map(utcDayOf);
    const { labels } = periodsHolding('day', days, 'UTC');
    expect(labels).toEqual(['0001-01-01', '2025-01-02']);
  });
});
