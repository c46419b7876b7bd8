import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInstant } from './instant.ts';
import { wallClock } from './wall-time.ts';

describe('wall time', () => {
  test.each([
    ['America/New_York', '2013-03-10 01:59:59', '2013-03-10T01:59:59-05:00', 'before the skipped hour'],
    ['America/New_York', '2013-03-10 02:00:00', '2013-03-10T02:00:00-05:00', 'skipped: the earlier offset'],
    ['America/New_York', '2013-03-10 02:59:59', '2013-03-10T02:59:59-05:00', 'skipped to its end'],
    ['America/New_York', '2013-03-10 03:00:00', '2013-03-10T03:00:00-04:00', 'after the skipped hour'],
    [
      'America/New_York',
      '2013-11-03 00:59:59',
      '2013-11-03T00:59:59-04:00',
      'before the hour that comes twice',
    ],
    ['America/New_York', '2013-11-03 01:00:00', '2013-11-03T01:00:00-04:00', 'twice: the earlier offset'],
    ['America/New_York', '2013-11-03 01:59:59', '2013-11-03T01:59:59-04:00', 'twice to its end'],
    ['America/New_York', '2013-11-03 02:00:00', '2013-11-03T02:00:00-05:00', 'after it'],
    ['America/New_York', '2013-11-04 00:00:00', '2013-11-04T00:00:00-05:00', 'the day after'],
    ['America/New_York', '2013-11-02 23:59:59', '2013-11-02T23:59:59-04:00', 'the day before'],
    [
      'Europe/Amsterdam',
      '2010-10-31 01:59:59',
      '2010-10-31T01:59:59+02:00',
      'before the hour that comes twice',
    ],
    ['Europe/Amsterdam', '2010-10-31 02:30:00', '2010-10-31T02:30:00+02:00', 'twice: the earlier offset'],
    ['Europe/Amsterdam', '2010-10-31 03:00:00', '2010-10-31T03:00:00+01:00', 'after it'],
    ['Europe/Amsterdam', '2011-03-27 01:59:59', '2011-03-27T01:59:59+01:00', 'before the skipped hour'],
    ['Europe/Amsterdam', '2011-03-27 02:30:00', '2011-03-27T02:30:00+01:00', 'skipped: the earlier offset'],
    ['Europe/Amsterdam', '2011-03-27 03:00:00', '2011-03-27T03:00:00+02:00', 'after the skipped hour'],
    ['Asia/Ho_Chi_Minh', '2024-01-15 08:12:00', '2024-01-15T08:12:00+07:00', 'no clock change'],
    [
      'Australia/Lord_Howe',
      '2024-04-07 01:45:00',
      '2024-04-07T01:45:00+11:00',
      'half an hour that comes twice',
    ],
    ['Pacific/Apia', '2011-12-30 12:00:00', '2011-12-30T12:00:00-10:00', 'a day that was skipped'],
    ['Europe/Paris', '1900-01-01 00:00:00', '1899-12-31T23:50:39.000Z', 'an offset with seconds goes to UTC'],
  ])('%s %s is %s (%s)', (zone, wall, expected) => {
    expect(readInstant(wall, wallClock(zone))).toBe(expected);
  });

  test.each(['America/New_York', 'Europe/Amsterdam', 'Africa/Casablanca', 'Asia/Kathmandu'])(
    'any instant of %s is found again from its wall time, or the earlier one with the same wall time',
    (timeZone) => {
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
      const wallAt = (utcMs: number) => Date.parse(`${format.format(utcMs).replace(' ', 'T')}Z`);
      const offsetOf = wallClock(timeZone);
      const seconds = fc.integer({ min: Date.UTC(1975, 0) / 1000, max: Date.UTC(2035, 0) / 1000 });
      fc.assert(
        fc.property(seconds, (second) => {
          const utcMs = second * 1000;
          const wallMs = wallAt(utcMs);
          const found = wallMs - offsetOf(wallMs);
          expect(wallAt(found)).toBe(wallMs);
          expect(found).toBeLessThanOrEqual(utcMs);
        }),
        { numRuns: 2_000 },
      );
    },
  );
});
