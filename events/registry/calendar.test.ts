import { describe, expect, it } from 'vitest';
import { calendarSchema } from './calendar.ts';

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
