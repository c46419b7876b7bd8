import { describe, expect, it } from 'vitest';
import { calendarSchema } from '../../events/registry/calendar.ts';
import { officeHours } from './office-hours.ts';

const plain = {
  name: 'A desk that closes at noon on Fridays',
  weeks: [
    { hours: { monday: ['08:00-12:00', '13:00-17:00'], friday: ['08:00-12:00'] }, cutOff: '15:00' },
    { validFrom: '2026-07-01', hours: { monday: ['07:30-11:30', '13:30-24:00'] } },
  ],
  daysOff: ['2026-01-01', '2026-05-01'],
  specialDays: { '2026-05-02': 'monday', '2026-12-24': ['08:00-12:00'], '2026-12-28': [] },
};

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
