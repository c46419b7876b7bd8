import { offsetMs, type Zone } from '../../shared/calendar/zone.ts';

const dayMs = 86_400_000;

/**
 * From a wall time (milliseconds, read as if it were UTC) to the zone's offset in milliseconds.
 * Where clocks change, an hour that does not exist and an hour that exists twice both take the earlier offset:
 * the one in force before the change. Days without a change cost one look-up, however many times fall in them.
 */
export const wallClock = (zone: Zone): ((wallMs: number) => number) => {
  const byDay = new Map<number, { before: number; after: number }>();

  const aroundDay = (day: number) => {
    let offsets = byDay.get(day);
    if (offsets === undefined) {
      offsets = {
        before: offsetMs((day - 1) * dayMs, zone),
        after: offsetMs((day + 2) * dayMs, zone),
      };
      byDay.set(day, offsets);
    }
    return offsets;
  };

  return (wallMs) => {
    const { before, after } = aroundDay(Math.floor(wallMs / dayMs));
    if (before === after || offsetMs(wallMs - before, zone) === before) return before;
    return offsetMs(wallMs - after, zone) === after ? after : before;
  };
};
