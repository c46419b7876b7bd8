import { describe, expect, it, test } from 'vitest';
import { calendarSchema } from '../../events/registry/calendar.ts';
import { shippedCalendar, shippedCalendars, shippedFor } from './shipped.ts';

describe('the shipped calendars', () => {
  const both = Object.entries(shippedCalendars);
  test.each(both)('%s is a calendar as one is registered', (_name, calendar) => {
    expect(calendarSchema.parse(calendar)).toEqual(calendar);
  });

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
