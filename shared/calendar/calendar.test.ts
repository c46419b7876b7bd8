import { describe, expect, it, test } from 'vitest';
import { agencyCalendarSchema, calendarSchema } from './calendar.ts';
import { officeHours } from './office-hours.ts';
import { shippedCalendar, shippedCalendars, shippedFor } from './shipped.ts';

const plain = {
  name: 'A desk that closes at noon on Fridays',
  weeks: [
    { hours: { monday: ['08:00-12:00', '13:00-17:00'], friday: ['08:00-12:00'] }, cutOff: '15:00' },
    { validFrom: '2026-07-01', hours: { monday: ['07:30-11:30', '13:30-24:00'] } },
  ],
  daysOff: ['2026-01-01', '2026-05-01'],
  specialDays: { '2026-05-02': 'monday', '2026-12-24': ['08:00-12:00'], '2026-12-28': [] },
};

const changed = (changes: object) => calendarSchema.safeParse({ ...plain, ...changes });
const inWeek = (week: object) => changed({ weeks: [{ ...plain.weeks[0], ...week }] });

describe('a calendar as JSON', () => {
  it('is taken as it is', () => {
    expect(calendarSchema.parse(plain)).toEqual(plain);
    const registered = { agency: 'H29.07', validFrom: '2026-01-01', calendar: plain };
    expect(agencyCalendarSchema.parse(registered)).toEqual(registered);
  });

  it.each([
    ['a span that ends before it begins', inWeek({ hours: { monday: ['12:00-08:00'] } }), 'must end after'],
    ['a span of nothing', inWeek({ hours: { monday: ['08:00-08:00'] } }), 'must end after'],
    ['spans that overlap', inWeek({ hours: { monday: ['08:00-12:00', '11:00-17:00'] } }), 'not overlap'],
    ['spans out of order', inWeek({ hours: { monday: ['13:00-17:00', '08:00-12:00'] } }), 'in order'],
    ['one number for the hour', inWeek({ hours: { monday: ['8:00-12:00'] } }), 'two times of day'],
    ['a beginning at 24:00', inWeek({ hours: { monday: ['24:00-24:00'] } }), 'two times of day'],
    ['a minute too many', inWeek({ hours: { monday: ['08:00-12:60'] } }), 'two times of day'],
    ['an unknown day of the week', inWeek({ hours: { lundi: ['08:00-12:00'] } }), 'lundi'],
    ['a week that is never worked', inWeek({ hours: { monday: [] } }), 'must be worked at some time'],
    ['a cut-off that is no time', inWeek({ cutOff: '24:00' }), 'must be a time of day'],
    ['no week', changed({ weeks: [] }), 'weeks'],
    ['a first week with a date', inWeek({ validFrom: '2026-01-01' }), 'all say from when but the first'],
    [
      'a second week without one',
      changed({ weeks: [plain.weeks[0], plain.weeks[0]] }),
      'all say from when but the first',
    ],
    [
      'weeks out of order',
      changed({ weeks: [plain.weeks[0], plain.weeks[1], plain.weeks[1]] }),
      'must be in order',
    ],
    ['a day that never was', changed({ daysOff: ['2026-02-29'] }), 'Invalid ISO date'],
    ['a day twice', changed({ daysOff: ['2026-01-01', '2026-01-01'] }), 'must be in order'],
    [
      'a special day that never was',
      changed({ specialDays: { '2026-02-29': 'monday' } }),
      'Invalid ISO date',
    ],
    ['a day off and special', changed({ specialDays: { '2026-05-01': 'monday' } }), 'both off and special'],
    ['a field that nobody knows', changed({ holidays: [] }), 'holidays'],
  ])('%s is refused', (_name, result, message) => {
    expect(result.success).toBe(false);
    expect(JSON.stringify(result.error?.issues)).toContain(message);
  });
});

describe('the hours of a day', () => {
  const { spansOn, cutOffOn } = officeHours(calendarSchema.parse(plain));
  const at = (hour: number) => hour * 3_600_000;
  it.each([
    [
      '2026-05-04',
      'a Monday',
      [
        [at(8), at(12)],
        [at(13), at(17)],
      ],
      at(15),
    ],
    ['2026-05-08', 'a half day of the week', [[at(8), at(12)]], at(15)],
    ['2026-05-05', 'a day that is not named', [], at(15)],
    ['2026-05-01', 'a Friday off', [], at(15)],
    [
      '2026-05-02',
      'a Saturday worked as a Monday',
      [
        [at(8), at(12)],
        [at(13), at(17)],
      ],
      at(15),
    ],
    ['2026-12-24', 'a Thursday worked half', [[at(8), at(12)]], undefined],
    ['2026-12-28', 'a Monday of no hours', [], undefined],
    [
      '2026-06-29',
      'the last Monday of the first week',
      [
        [at(8), at(12)],
        [at(13), at(17)],
      ],
      at(15),
    ],
    [
      '2026-07-06',
      'the first of the second',
      [
        [at(7.5), at(11.5)],
        [at(13.5), at(24)],
      ],
      undefined,
    ],
    ['2026-07-03', 'a Friday of the second', [], undefined],
    [
      '1987-05-04',
      'a Monday long before',
      [
        [at(8), at(12)],
        [at(13), at(17)],
      ],
      at(15),
    ],
  ])('%s, %s', (day, _name, spans, cutOff) => {
    expect(spansOn(day)).toEqual(spans);
    expect(cutOffOn(day)).toBe(cutOff);
  });
});

describe('the shipped calendars', () => {
  const both = Object.entries(shippedCalendars);
  test.each(both)('%s works eight hours from Monday to Friday', (_name, { weeks }) => {
    const office = ['08:00-12:00', '13:00-17:00'];
    expect(weeks).toEqual([
      { hours: { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office } },
    ]);
  });

  it('Vietnam’s says how far its days off are known, and makes up on weekends only', () => {
    const { daysOff, specialDays, coveredUntil } = shippedCalendars.vietnam;
    expect(coveredUntil).toBe('2030-12-31');
    expect(daysOff.at(-1)?.slice(0, 4)).toBe('2030');
    for (const [day, weekday] of Object.entries(specialDays)) {
      expect([0, 6], day).toContain(new Date(day).getUTCDay());
      expect(weekday).toMatch(/^(mon|tues|wednes|thurs|fri)day$/);
    }
    expect(shippedCalendars['mon-fri']).toMatchObject({ daysOff: [], specialDays: {} });
  });

  it('are found by name', () => {
    expect(shippedCalendar('vietnam')).toBe(shippedCalendars.vietnam);
    expect(() => shippedCalendar('laos')).toThrow('calendar laos is none of vietnam, mon-fri');
  });

  it('a deployment that names none has its country’s where there is one', () => {
    expect(shippedFor('Asia/Ho_Chi_Minh')).toBe('vietnam');
    expect(shippedFor('Asia/Bangkok')).toBe('mon-fri');
  });
});
