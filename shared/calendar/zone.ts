import { type Instant, instant } from '../instant.ts';

/** An IANA zone, such as `Asia/Ho_Chi_Minh`. Days and months are those of the authority's zone. */
export type Zone = string;
/** A calendar day, `2024-01-15`. */
export type Day = string;
/** A calendar month, `2024-01`. */
export type Month = string;

const dayMs = 86_400_000;
const formats = new Map<Zone, Intl.DateTimeFormat>();

const formatOf = (zone: Zone): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
};

/** How far the zone's wall clock is ahead of UTC at an instant, in milliseconds. */
const offsetMs = (at: number, zone: Zone): number => {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
};

/** The calendar day on which an instant falls. */
export const dayOf = (at: Instant, zone: Zone): Day =>
  new Date(at + offsetMs(at, zone)).toISOString().slice(0, 10);

/** The calendar month in which an instant falls. */
export const monthOf = (at: Instant, zone: Zone): Month => dayOf(at, zone).slice(0, 7);

/** The first instant of a calendar day: midnight, or where clocks skip midnight the instant they skip to. */
export const startOfDay = (day: Day, zone: Zone): Instant => {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const guess = utc - offsetMs(utc, zone);
  const start = utc - offsetMs(guess, zone);
  return instant(dayOf(instant(start), zone) < day ? Math.max(start, guess) : start);
};

/** The calendar day after a day. */
export const nextDay = (day: Day): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
