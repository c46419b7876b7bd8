import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../events/registry/calendar.ts';
import { shippedCalendars } from '../calendar/shipped.ts';
import { type Instant, instantOf, instantText } from '../instant.ts';
import { workingTimesOf } from './working-times.ts';

/** Offices that tell themselves apart by the hour at which they open, for eight hours every day. */
const from = (opens: number): Calendar => {
  const spans = [`0${opens}:00-${opens + 8}:00`];
  const hours = { sunday: spans, monday: spans, tuesday: spans, wednesday: spans, thursday: spans };
  return {
    name: `from ${opens}`,
    weeks: [{ hours: { ...hours, friday: spans, saturday: spans } }],
    daysOff: [],
    specialDays: {},
  };
};

/** When something received at an instant is due, by the calendar that holds for the agency then. */
const dueAfterOf = (...given: Parameters<typeof workingTimesOf>) => {
  const times = workingTimesOf(...given);
  return (agency: string, from: Instant, days: number) => times(agency)(from).dueAfter(from, days);
};

const registered = [
  { agency: 'H29.07', validFrom: '2025-01-01', calendar: from(5) },
  { agency: 'H29', calendar: from(3) },
  { agency: 'H29.07', validFrom: '2024-01-01', calendar: from(4) },
  { agency: 'H30', validFrom: '2024-06-01', calendar: from(6) },
  { agency: 'H31', validFrom: '2024-07-01', calendar: from(7) },
  { agency: 'H31.01', validFrom: '2024-06-01', calendar: from(6) },
];

describe('the calendar that holds for an agency', () => {
  const dueAfter = dueAfterOf(registered, 'Asia/Ho_Chi_Minh', shippedCalendars.vietnam);
  it.each([
    ['H29', '2024-03-04', '11:00', 'its own'],
    ['H29.08', '2024-03-04', '11:00', 'that of the agency above'],
    ['H29.08.01', '2024-03-04', '11:00', 'that of the nearest above'],
    ['H29.07.01', '2024-03-04', '12:00', 'the nearest, not the highest'],
    ['H29.07', '2023-12-31', '11:00', 'before its own began, that above'],
    ['H29.07', '2024-01-01', '12:00', 'on its first day'],
    ['H29.07', '2024-12-31', '12:00', 'until the day before the next'],
    ['H29.07', '2025-01-01', '13:00', 'the one that began last'],
    ['H290', '2024-03-04', '17:00', 'a code that only begins alike is not below: the deployment’s'],
    ['H31.01', '2024-06-30', '14:00', 'its own, while that above has not begun'],
    ['H31.01', '2024-08-01', '14:00', 'its own, though that above began later'],
    ['H31.01', '2024-05-31', '17:00', 'before its own, where there is none above either, the deployment’s'],
    ['H31.02', '2024-08-01', '15:00', 'that of the agency above, from its first day on'],
    ['H30', '2024-05-31', '17:00', 'before any began, the deployment’s'],
    ['H30', '2024-06-01', '14:00', 'a Saturday, which the deployment’s does not work'],
  ])('%s on %s is due at %s: %s', (agency, day, time) => {
    const due = dueAfter(agency, instantOf(`${day}T00:00:00+07:00`), 1);
    expect(instantText(due)).toBe(instantText(instantOf(`${day}T${time}:00+07:00`)));
  });

  it('is the deployment’s for everybody where none is registered', () => {
    const plain = dueAfterOf([], 'Asia/Ho_Chi_Minh', shippedCalendars.vietnam);
    expect(instantText(plain('H29.07', instantOf('2024-05-03T09:30:00+07:00'), 1))).toBe(
      '2024-05-04T02:30:00.000Z',
    );
    const monFri = dueAfterOf([], 'Asia/Ho_Chi_Minh', shippedCalendars['mon-fri']);
    expect(instantText(monFri('H29.07', instantOf('2024-05-03T09:30:00+07:00'), 1))).toBe(
      '2024-05-06T02:30:00.000Z',
    );
  });

  it('is that of the day of receipt in the authority’s zone', () => {
    const eve = instantOf('2023-12-31T16:59:59Z');
    const day = instantOf('2023-12-31T17:00:00Z');
    expect(instantText(dueAfter('H29.07', eve, 1))).toBe('2024-01-01T04:00:00.000Z');
    expect(instantText(dueAfter('H29.07', day, 1))).toBe('2024-01-01T05:00:00.000Z');
  });
});
