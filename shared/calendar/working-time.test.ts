import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Calendar, calendarSchema } from '../../events/registry/calendar.ts';
import { weekdays } from '../../events/registry/weekdays.ts';
import { anyCalendar, minuteCounter } from '../../test/calendars.ts';
import { instant, instantOf, instantText } from '../instant.ts';
import { shippedCalendars } from './shipped.ts';
import { workingTime } from './working-time.ts';
import { addDays, nextDay, startOfDay } from './zone.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const { vietnam } = shippedCalendars;
const monFri = shippedCalendars['mon-fri'];
const saigon = 'Asia/Ho_Chi_Minh';
const local = (text: string) => instantOf(`${text}+07:00`);

const calendarOf = (week: Calendar['weeks'][number], more: Partial<Calendar> = {}): Calendar =>
  calendarSchema.parse({ name: 'test', weeks: [week], daysOff: [], specialDays: {}, ...more });
const allDays = (...spans: string[]) => Object.fromEntries(weekdays.map((weekday) => [weekday, spans]));

describe('time worked between two instants', () => {
  const { workingMs } = workingTime(vietnam, saigon);
  it.each([
    ['2024-03-04T08:00:00', '2024-03-04T08:00:00', 0, 'nothing between'],
    ['2024-03-04T11:59:59.999', '2024-03-04T13:00:00.001', 2, 'a millisecond on each side of lunch'],
    ['2024-03-04T16:59:59.999', '2024-03-05T08:00:00.001', 2, 'a millisecond on each side of the night'],
    ['2024-03-05T10:15:00', '2024-03-04T09:30:00', -525 * minuteMs, 'the wrong way round counts down'],
    ['2024-03-10T15:00:00', '2024-03-09T10:00:00', 0, 'the wrong way round, none worked'],
    ['2024-04-29T00:00:00', '2024-04-30T00:00:00', 0, 'a Monday off'],
    ['2024-05-04T00:00:00', '2024-05-05T00:00:00', 8 * hourMs, 'the Saturday that makes up for it'],
    ['2030-09-02T00:00:00', '2030-09-03T00:00:00', 0, 'National Day of the last year that is covered'],
    ['2031-09-02T00:00:00', '2031-09-03T00:00:00', 8 * hourMs, 'a Tuesday after the years that are covered'],
    ['1985-09-02T00:00:00', '1985-09-03T00:00:00', 8 * hourMs, 'a Monday before them'],
  ])('%s to %s: %i, %s', (from, until, milliseconds) => {
    expect(workingMs(local(from), local(until))).toBe(milliseconds);
  });

  it('is not counted before 1900 and after 2198, however far a stranger’s date lies', () => {
    const [early, late] = [instantOf('0000-01-01T00:00:00+14:00'), instantOf('9999-12-31T23:59:59-12:00')];
    const [first, last] = [instantOf('1900-01-01T00:00:00Z'), instantOf('2200-01-01T00:00:00Z')];
    expect(workingMs(early, late)).toBe(workingMs(first, last));
    expect(workingMs(early, late)).toBeGreaterThan(298 * 240 * 8 * hourMs);
    expect(workingMs(early, first)).toBe(0);
    expect(workingMs(last, late)).toBe(0);
  });
});

describe('the clocks change', () => {
  const only = (span: string) => calendarOf({ hours: allDays(span) });
  const nightly = only('00:00-06:00');
  it.each([
    ['Europe/Berlin', '2024-03-31', 5, 'forward: an hour less is worked', nightly],
    ['Europe/Berlin', '2024-10-27', 7, 'back: an hour more', nightly],
    ['America/New_York', '2024-03-10', 5, 'forward', nightly],
    ['America/New_York', '2024-11-03', 7, 'back', nightly],
    ['Australia/Lord_Howe', '2024-10-06', 5.5, 'forward by half an hour', nightly],
    ['Australia/Lord_Howe', '2024-04-07', 6.5, 'back by half an hour', nightly],
    ['America/Sao_Paulo', '2017-10-15', 5, 'midnight is skipped', nightly],
    ['Pacific/Apia', '2011-12-30', 0, 'a day that never was', nightly],
    ['Asia/Kolkata', '2024-03-31', 6, 'no change', nightly],
    ['Europe/Berlin', '2024-04-01', 8, 'the Monday after', monFri],
    ['Europe/Berlin', '2024-03-31', 2, 'it opens in the hour skipped', only('02:30-05:00')],
    ['Europe/Berlin', '2024-03-31', 2, 'it closes in it', only('00:00-02:30')],
    ['Europe/Berlin', '2024-03-31', 0, 'it is all of it', only('02:00-03:00')],
    ['Europe/Berlin', '2024-10-27', 2, 'the hour that comes twice', only('02:00-03:00')],
  ])('%s, %s: %d hours, %s', (zone, day, hours, _why, calendar) => {
    const { workingMs } = workingTime(calendar, zone);
    expect(workingMs(startOfDay(day, zone), startOfDay(nextDay(day), zone))).toBe(hours * hourMs);
  });

  it('office hours are the wall clock’s in summer and winter', () => {
    const { addWorkingTime } = workingTime(monFri, 'Europe/Berlin');
    const due = (from: string, hours: number) => instantText(addWorkingTime(instantOf(from), hours * hourMs));
    expect(due('2024-03-29T16:00:00+01:00', 2)).toBe('2024-04-01T07:00:00.000Z');
    expect(due('2024-10-25T16:00:00+02:00', 2)).toBe('2024-10-28T08:00:00.000Z');
  });
});

describe('when so much time has been worked', () => {
  const { addWorkingTime, workingMs } = workingTime(vietnam, saigon);
  it.each([
    ['2024-03-09T10:00:00', 0, '2024-03-09T10:00:00', 'none: at once, on a Saturday too'],
    ['2024-03-04T08:00:00', 4 * hourMs, '2024-03-04T12:00:00', 'noon, not after lunch'],
    ['2024-03-04T08:00:00', 4 * hourMs + 1, '2024-03-04T13:00:00.001', 'a millisecond more'],
    ['2024-03-04T08:00:00', 8 * hourMs, '2024-03-04T17:00:00', 'the evening, not the next morning'],
    ['2024-03-08T17:00:00', 1, '2024-03-11T08:00:00.001', 'after a weekend'],
    ['2024-12-31T16:00:00', 2 * hourMs, '2025-01-02T09:00:00', 'over the new year'],
  ])('%s and %i ms: %s, %s', (from, milliseconds, due) => {
    expect(addWorkingTime(local(from), milliseconds)).toBe(local(due));
  });

  it('lies at the end of the counted years where it does not come before', () => {
    const from = local('2024-03-04T08:00:00');
    const never = addWorkingTime(from, 1e6 * 8 * hourMs);
    expect(instantText(never).slice(0, 4)).toBe('2198');
    expect(workingMs(never, instantOf('9999-01-01T00:00:00Z'))).toBe(0);
    const later = instantOf('9999-01-01T00:00:00Z');
    expect(addWorkingTime(later, 1)).toBe(later);
  });
});

describe('a due date in working days', () => {
  const week = { hours: { ...allDays('08:00-12:00', '13:00-17:00'), saturday: ['08:00-12:00'], sunday: [] } };
  const withCutOff = workingTime(calendarOf({ ...week, cutOff: '15:00' }), saigon);
  it.each([
    ['2024-03-04T14:59:59.999', 1, '2024-03-05T14:59:59.999', 'before the cut-off it counts from receipt'],
    ['2024-03-04T15:00:00', 1, '2024-03-05T15:00:00', 'at the cut-off too'],
    ['2024-03-04T15:00:00.001', 1, '2024-03-05T17:00:00', 'after it from the next day'],
    ['2024-03-04T23:59:59', 1, '2024-03-05T17:00:00', 'at night too'],
    ['2024-03-09T15:01:00', 1, '2024-03-11T17:00:00', 'a half day has its cut-off, and Sunday is not worked'],
    ['2024-03-09T08:00:00', 1, '2024-03-11T12:00:00', 'a half day is half a working day of 8 hours'],
    ['2024-03-09T08:00:00', 3, '2024-03-13T12:00:00', 'three days'],
  ])('%s and %i: %s, %s', (from, days, due) => {
    expect(withCutOff.dueAfter(local(from), days)).toBe(local(due));
  });

  it('the cut-off is the wall clock’s on a day of 23 or 25 hours', () => {
    const { dueAfter } = workingTime(
      calendarOf({ hours: allDays('08:00-16:00'), cutOff: '15:00' }),
      'Europe/Berlin',
    );
    for (const [day, winter, summer] of [
      ['2024-03-31', '+02:00', '+02:00'],
      ['2024-10-27', '+01:00', '+01:00'],
    ]) {
      const at = (time: string) => instantOf(`${day}T${time}${winter}`);
      const next = (time: string) => instantOf(`${nextDay(day ?? '')}T${time}${summer}`);
      expect(dueAfter(at('15:00:00'), 1)).toBe(next('15:00:00'));
      expect(dueAfter(at('15:00:01'), 1)).toBe(next('16:00:00'));
    }
  });
});

describe('a due date in calendar days', () => {
  const { dueAfterDays } = workingTime(vietnam, saigon);
  it.each([
    ['2024-03-04T09:30:00', 1, '2024-03-06T00:00:00', 'until the end of the next day'],
    ['2024-03-04T00:00:00', 10, '2024-03-15T00:00:00', 'the day of receipt does not count'],
    ['2024-03-04T09:30:00', 5, '2024-03-12T00:00:00', 'a Saturday: the Monday after'],
    ['2024-02-05T09:30:00', 5, '2024-02-16T00:00:00', 'in Tet: the first day after it'],
    ['2024-04-26T09:30:00', 8, '2024-05-05T00:00:00', 'the Saturday that is made up is worked'],
  ])('%s and %i: %s, %s', (from, days, due) => {
    expect(dueAfterDays(local(from), days)).toBe(local(due));
  });
});

/** Zones with the days around which their clocks change, or a plain day where they do not. */
const places = [
  ['Europe/Berlin', '2024-03-31'],
  ['Europe/Berlin', '2024-10-27'],
  ['America/New_York', '2024-03-10'],
  ['America/New_York', '2024-11-03'],
  ['Australia/Lord_Howe', '2024-10-06'],
  ['Australia/Lord_Howe', '2024-04-07'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['Pacific/Apia', '2011-12-30'],
  ['Asia/Kathmandu', '2024-05-04'],
  [saigon, '2024-05-04'],
] as const;

const anyPlace = fc.constantFrom(...places).chain(([zone, day]) =>
  fc.record({
    zone: fc.constant(zone),
    day: fc.constant(day),
    calendar: anyCalendar(day),
  }),
);

describe.each(places)('in %s around %s', (zone, day) => {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const minute = fc.integer({ min: -2_880, max: 2_880 }).map((count) => instant(noon + count * minuteMs));
  const counted = minuteCounter(zone);

  it('as much is worked as minutes are when counted one by one', () => {
    fc.assert(
      fc.property(anyCalendar(day), minute, minute, (calendar, one, other) => {
        const [from, until] = one < other ? [one, other] : [other, one];
        const { workingMs } = workingTime(calendar, zone);
        expect(workingMs(from, until)).toBe(counted.workedMs(calendar, from, until));
      }),
      { numRuns: 40 },
    );
  });

  it('a time is reached at the end of its last minute', () => {
    fc.assert(
      fc.property(anyCalendar(day), minute, fc.integer({ min: 1, max: 600 }), (calendar, from, minutes) => {
        const { addWorkingTime } = workingTime(calendar, zone);
        expect(addWorkingTime(from, minutes * minuteMs)).toBe(counted.reached(calendar, from, minutes));
      }),
      { numRuns: 40 },
    );
  });
});

describe('whatever the calendar and the zone', () => {
  const numRuns = 100;
  const near = fc.integer({ min: -5 * dayMs, max: 5 * dayMs });
  const far = fc.integer({ min: -800 * dayMs, max: 800 * dayMs });
  const distance = fc.oneof(near, near, far);

  it('the parts of a time add up to the whole, in whatever order its instants lie', () => {
    fc.assert(
      fc.property(anyPlace, fc.tuple(distance, distance, distance), ({ zone, day, calendar }, steps) => {
        const [a, b, c] = steps.map((step) => instant(Date.parse(day) + step)) as [never, never, never];
        const { workingMs } = workingTime(calendar, zone);
        expect(workingMs(a, b) + workingMs(b, c)).toBe(workingMs(a, c));
      }),
      { numRuns },
    );
  });

  it('nobody works less than no time, nor more than there is', () => {
    fc.assert(
      fc.property(anyPlace, distance, distance, ({ zone, day, calendar }, one, other) => {
        const from = instant(Date.parse(day) + Math.min(one, other));
        const until = instant(Date.parse(day) + Math.max(one, other));
        const worked = workingTime(calendar, zone).workingMs(from, until);
        expect(worked).toBeGreaterThanOrEqual(0);
        expect(worked).toBeLessThanOrEqual(until - from);
      }),
      { numRuns },
    );
  });

  it('a time is reached when it has been worked, and not a millisecond before', () => {
    const time = fc.oneof(fc.integer({ min: 1, max: 20 * hourMs }), fc.integer({ min: 1, max: 40 * dayMs }));
    fc.assert(
      fc.property(anyPlace, distance, time, ({ zone, day, calendar }, step, milliseconds) => {
        const from = instant(Date.parse(day) + step);
        const { workingMs, addWorkingTime } = workingTime(calendar, zone);
        const due = addWorkingTime(from, milliseconds);
        expect(workingMs(from, due)).toBe(milliseconds);
        expect(workingMs(from, instant(due - 1))).toBe(milliseconds - 1);
      }),
      { numRuns },
    );
  });

  it('whole days are worked as long as their spans are, over years', () => {
    const count = fc.integer({ min: 0, max: 3_000 });
    fc.assert(
      fc.property(count, count, (one, other) => {
        const [first, last] = [Math.min(one, other), Math.max(one, other)].map((n) =>
          addDays('2009-06-01', n),
        );
        let days = 0;
        for (let day = first ?? ''; day < (last ?? ''); day = nextDay(day)) {
          const isWeekday = ![0, 6].includes(new Date(day).getUTCDay());
          const isWorked = day in vietnam.specialDays || (isWeekday && !vietnam.daysOff.includes(day));
          days += isWorked ? 1 : 0;
        }
        const { workingMs } = workingTime(vietnam, saigon);
        expect(workingMs(startOfDay(first ?? '', saigon), startOfDay(last ?? '', saigon))).toBe(
          days * 8 * hourMs,
        );
      }),
      { numRuns: 50 },
    );
  });
});
