import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { instant, instantOf } from '../instant.ts';
import { dayStarts } from './day-starts.ts';
import { dayOf, startOfDay } from './zone.ts';

/** With a midnight that is skipped (Cairo), one that comes twice (Azores), a day that never was (Apia), hours of local time. */
const zones = ['Asia/Ho_Chi_Minh', 'America/New_York', 'Africa/Cairo', 'Atlantic/Azores', 'Pacific/Apia'];

it('is the first instant of the day that an instant falls on', () => {
  const changes = ['2024-04-26T00:00Z', '2024-10-27T01:00Z', '2011-12-30T10:00Z', '1911-03-11T00:00Z'];
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -72 * 60, max: 72 * 60 }))
    .map(([change, minutes]) => instant(Date.parse(change) + minutes * 60_000));
  const any = fc.integer({ min: Date.UTC(1890), max: Date.UTC(2199) }).map(instant);
  for (const zone of zones) {
    const startAt = dayStarts(zone);
    fc.assert(
      fc.property(fc.oneof(near, any), (at) => {
        expect(startAt(at)).toBe(startOfDay(dayOf(at, zone), zone));
      }),
    );
  }
});

it('a day begins at its midnight and not before', () => {
  const startAt = dayStarts('Europe/Amsterdam');
  const midnight = instantOf('2024-03-31T00:00:00+01:00');
  expect(startAt(midnight)).toBe(midnight);
  expect(startAt(midnight - 1)).toBe(instantOf('2024-03-30T00:00:00+01:00'));
  expect(startAt(midnight + 23 * 3_600_000 - 1)).toBe(midnight);
  expect(startAt(midnight + 23 * 3_600_000)).toBe(instantOf('2024-04-01T00:00:00+02:00'));
});
