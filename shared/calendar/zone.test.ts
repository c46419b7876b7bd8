import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant, instantOf, instantText } from '../instant.ts';
import { addDays, dayOf, isZone, monthOf, nextDay, offsetsBetween, startOfDay } from './zone.ts';

const minuteMs = 60_000;
const zones = [
  'UTC',
  'Asia/Ho_Chi_Minh',
  'America/New_York',
  'Europe/Amsterdam',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Amman',
  'America/Havana',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kwajalein',
];

/** The wall clock's day by another way than the code's: the parts that Intl shows. */
const shownDay = (at: number, zone: string): string => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return format.format(at);
};

/** The earliest minute that shows a day, or where the zone skipped the day the earliest that shows a later one. */
const bruteForceStart = (day: string, zone: string): number => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  const midnight = Date.parse(`${day}T00:00:00Z`);
  let later: number | undefined;
  for (let at = midnight - 15 * 60 * minuteMs; at < midnight + 27 * 60 * minuteMs; at += minuteMs) {
    const shown = format.format(at);
    if (shown === day) return at;
    if (shown > day) later ??= at;
  }
  return later ?? Number.NaN;
};

describe('the start of a day', () => {
  it.each([
    ['Asia/Ho_Chi_Minh', '2024-01-15', '2024-01-14T17:00:00.000Z', 'never changes'],
    ['UTC', '2024-02-29', '2024-02-29T00:00:00.000Z', 'a leap day'],
    ['America/New_York', '2024-03-10', '2024-03-10T05:00:00.000Z', 'clocks go forward that night'],
    ['America/New_York', '2024-03-11', '2024-03-11T04:00:00.000Z', 'the day after'],
    ['America/New_York', '2024-11-03', '2024-11-03T04:00:00.000Z', 'clocks go back that night'],
    ['America/New_York', '2024-11-04', '2024-11-04T05:00:00.000Z', 'the day after'],
    ['Europe/Amsterdam', '2024-03-31', '2024-03-30T23:00:00.000Z', 'clocks go forward that night'],
    ['Europe/Amsterdam', '2024-10-27', '2024-10-26T22:00:00.000Z', 'clocks go back that night'],
    ['America/Sao_Paulo', '2017-10-15', '2017-10-15T03:00:00.000Z', 'midnight is skipped'],
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z', 'the hour before comes twice'],
    ['Africa/Cairo', '2024-04-26', '2024-04-25T22:00:00.000Z', 'midnight is skipped'],
    ['Africa/Cairo', '2024-11-01', '2024-10-31T22:00:00.000Z', 'the hour before comes twice'],
    ['Asia/Amman', '2021-10-29', '2021-10-28T21:00:00.000Z', 'midnight comes twice'],
    ['America/Havana', '2023-11-05', '2023-11-05T04:00:00.000Z', 'midnight comes twice'],
    ['America/St_Johns', '2005-10-30', '2005-10-30T02:30:00.000Z', 'the first minute comes twice'],
    [
      'America/Toronto',
      '1919-03-31',
      '1919-03-31T04:30:00.000Z',
      'half an hour before and after are skipped',
    ],
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00.000Z', 'the day before a day that never was'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z', 'a day that never was'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z', 'the day after it'],
    ['Pacific/Kwajalein', '1993-08-21', '1993-08-21T12:00:00.000Z', 'a day that never was'],
  ])('%s %s is %s: %s', (zone, day, expected) => {
    expect(instantText(startOfDay(day, zone))).toBe(expected);
  });

  const days = fc.integer({ min: 0, max: 24_836 }).map((count) => addDays('1970-01-01', count));

  it('is the earliest minute that shows the day', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (day, zone) => {
        const start = startOfDay(day, zone);
        expect(start).toBe(bruteForceStart(day, zone));
        expect(dayOf(start, zone) >= day).toBe(true);
        expect(dayOf(instant(start - 1), zone) < day).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('is right around every change of the clocks', () => {
    const hour = 60 * minuteMs;
    for (const zone of zones.slice(1)) {
      const offset = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
      const shown = (at: number) => offset.format(at).split('GMT')[1];
      for (let at = Date.UTC(2009, 0, 1); at < Date.UTC(2012, 11, 31); at += 24 * hour) {
        if (shown(at) === shown(at + 24 * hour)) continue;
        for (const near of [at - 24 * hour, at, at + 24 * hour]) {
          const day = new Date(near).toISOString().slice(0, 10);
          expect(startOfDay(day, zone), `${zone} ${day}`).toBe(bruteForceStart(day, zone));
        }
      }
    }
  });
});

describe('the day of an instant', () => {
  const instants = fc
    .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2037, 11, 31) })
    .map((milliseconds) => instant(milliseconds));

  it('is what the wall clock shows', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (at, zone) => {
        expect(dayOf(at, zone)).toBe(shownDay(at, zone));
        expect(monthOf(at, zone)).toBe(shownDay(at, zone).slice(0, 7));
      }),
      { numRuns: 500 },
    );
  });

  it('turns at midnight, to the millisecond', () => {
    expect(dayOf(instantOf('2024-01-15T16:59:59.999Z'), 'Asia/Ho_Chi_Minh')).toBe('2024-01-15');
    expect(dayOf(instantOf('2024-01-15T17:00:00.000Z'), 'Asia/Ho_Chi_Minh')).toBe('2024-01-16');
    expect(monthOf(instantOf('2023-12-31T17:00:00.000Z'), 'Asia/Ho_Chi_Minh')).toBe('2024-01');
  });

  it('knows offsets to the second', () => {
    expect(dayOf(instantOf('1971-06-01T00:44:29Z'), 'Africa/Monrovia')).toBe('1971-05-31');
    expect(dayOf(instantOf('1971-06-01T00:44:30Z'), 'Africa/Monrovia')).toBe('1971-06-01');
  });

  it('is right in years that no calendar of ours reaches, since a stranger may send them', () => {
    expect(dayOf(instantOf('0050-06-01T12:00:00Z'), 'UTC')).toBe('0050-06-01');
    expect(dayOf(instantOf('0000-01-01T00:00:00+07:00'), 'UTC')).toBe('-000001-12-31');
    expect(monthOf(instantOf('0000-01-01T00:00:00+07:00'), 'UTC')).toBe('-000001-12');
    expect(dayOf(instantOf('9999-12-31T23:59:59-07:00'), 'UTC')).toBe('+010000-01-01');
    expect(startOfDay('0050-06-01', 'UTC')).toBe(Date.parse('0050-06-01T00:00:00Z'));
  });
});

describe('the offsets of a time', () => {
  const offsets = (from: string, until: string, zone: string) =>
    offsetsBetween(instantOf(from), instantOf(until), zone).map(({ from, until, aheadMs }) => [
      new Date(from).toISOString(),
      new Date(until).toISOString(),
      aheadMs / minuteMs,
    ]);
  const [from, until] = ['2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'];

  it.each([
    ['Asia/Ho_Chi_Minh', [[from, until, 420]]],
    [
      'Europe/Berlin',
      [
        [from, '2024-03-31T01:00:00.000Z', 60],
        ['2024-03-31T01:00:00.000Z', '2024-10-27T01:00:00.000Z', 120],
        ['2024-10-27T01:00:00.000Z', until, 60],
      ],
    ],
    [
      'Australia/Lord_Howe',
      [
        [from, '2024-04-06T15:00:00.000Z', 660],
        ['2024-04-06T15:00:00.000Z', '2024-10-05T15:30:00.000Z', 630],
        ['2024-10-05T15:30:00.000Z', until, 660],
      ],
    ],
  ])('in %s', (zone, expected) => expect(offsets(from, until, zone)).toEqual(expected));

  it('change at the very end, or not within it', () => {
    const change = '2024-03-31T01:00:00.000Z';
    const [before, after] = ['2024-03-31T00:59:59.999Z', '2024-03-31T01:00:00.001Z'];
    expect(offsets(before, change, 'Europe/Berlin')).toEqual([[before, change, 60]]);
    expect(offsets(before, after, 'Europe/Berlin')).toEqual([
      [before, change, 60],
      [change, after, 120],
    ]);
    expect(offsets(change, change, 'Europe/Berlin')).toEqual([]);
  });
});

describe('the next day', () => {
  it.each([
    ['2024-02-28', '2024-02-29'],
    ['2023-02-28', '2023-03-01'],
    ['2023-12-31', '2024-01-01'],
    ['9999-12-31', '+010000-01-01'],
  ])('after %s is %s', (day, next) => expect(nextDay(day)).toBe(next));

  it('starts after the day, except where the zone skipped one', () => {
    const gap = (day: string, zone: string): number => startOfDay(nextDay(day), zone) - startOfDay(day, zone);
    expect(gap('2011-12-30', 'Pacific/Apia')).toBe(0);
    expect(gap('2024-03-10', 'America/New_York')).toBe(23 * 60 * minuteMs);
    expect(gap('2024-11-03', 'America/New_York')).toBe(25 * 60 * minuteMs);
    const end: Instant = startOfDay(nextDay('9999-12-31'), 'Asia/Ho_Chi_Minh');
    expect(end).toBe(Date.UTC(10_000, 0, 1) - 7 * 60 * minuteMs);
  });
});

it.for([
  ['America/New_York', true],
  ['UTC', true],
  ['Boston', false],
  ['+07:00', false],
  ['', false],
] as const)('whether %s is a zone: %s', ([name, known]) => expect(isZone(name)).toBe(known));
