/** Offsets from UTC of one time zone, by wall time, from the tables that Node brings along. */

const dayMs = 86_400_000;

/** From a UTC instant to the zone's offset in milliseconds, positive east of Greenwich. */
const offsetAt = (format: Intl.DateTimeFormat, utcMs: number): number => {
  const parts = new Map(format.formatToParts(utcMs).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wallMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wallMs - Math.floor(utcMs / 1000) * 1000;
};

/** Whether the time zone's name is known here. */
export const isTimeZone = (name: string): boolean => {
  try {
    Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/**
 * From a wall time (milliseconds, read as if it were UTC) to the zone's offset in milliseconds.
 * Where clocks change, an hour that does not exist and an hour that exists twice both take the earlier offset:
 * the one in force before the change. Days without a change cost one look-up, however many times fall in them.
 */
export const wallClock = (timeZone: string): ((wallMs: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const byDay = new Map<number, { before: number; after: number }>();

  const aroundDay = (day: number) => {
    let offsets = byDay.get(day);
    if (offsets === undefined) {
      offsets = {
        before: offsetAt(format, (day - 1) * dayMs),
        after: offsetAt(format, (day + 2) * dayMs),
      };
      byDay.set(day, offsets);
    }
    return offsets;
  };

  return (wallMs) => {
    const { before, after } = aroundDay(Math.floor(wallMs / dayMs));
    if (before === after || offsetAt(format, wallMs - before) === before) return before;
    return offsetAt(format, wallMs - after) === after ? after : before;
  };
};
