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
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, made);
  return made;
};

/** Whether a name is that of an IANA zone known here; a bare offset such as `+07:00` is none. */
export const isZone = (name: string): boolean => {
  try {
    return /^[A-Z]/i.test(formatOf(name).resolvedOptions().timeZone);
  } catch {
    return false;
  }
};

/** How far the zone's wall clock is ahead of UTC at an instant, in milliseconds: `GMT`, `GMT+07:00`, `GMT-04:56:02`. */
export const offsetMs = (at: number, zone: Zone): number => {
  const [, sign, hours, minutes, seconds = 0] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(formatOf(zone).format(at)) ?? [];
  if (sign === undefined) return 0;
  const ahead = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -ahead : ahead;
};

/** A time in which a zone's wall clock is one distance ahead of UTC; the end is not in it. */
export type Offset = { readonly from: number; readonly until: number; readonly aheadMs: number };

/** The first instant between two at which the offset is no longer that of the first; its change lies between them. */
const changeBetween = (from: number, until: number, zone: Zone): number => {
  const aheadMs = offsetMs(from, zone);
  let [before, after] = [from, until];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetMs(middle, zone) === aheadMs) before = middle;
    else after = middle;
  }
  return after;
};

/** The offsets of a zone over a time, in order and without a gap. Clocks change at most once a day. */
export const offsetsBetween = (from: number, until: number, zone: Zone): readonly Offset[] => {
  const offsets: Offset[] = [];
  let start = from;
  let aheadMs = offsetMs(start, zone);
  for (let at = from; at < until; at += dayMs) {
    const next = Math.min(at + dayMs, until);
    const aheadNext = offsetMs(next, zone);
    if (aheadNext === aheadMs) continue;
    const change = changeBetween(at, next, zone);
    offsets.push({ from: start, until: change, aheadMs });
    [start, aheadMs] = [change, aheadNext];
  }
  if (start < until) offsets.push({ from: start, until, aheadMs });
  return offsets;
};

/** The day of a wall clock; years outside 0 to 9999 are written with a sign and six digits. */
const isoDay = (wall: number): Day => new Date(wall).toISOString().slice(0, -'T00:00:00.000Z'.length);

/** The calendar day on which an instant falls. */
export const dayOf = (at: Instant, zone: Zone): Day => isoDay(at + offsetMs(at, zone));

/** The calendar month in which an instant falls. */
export const monthOf = (at: Instant, zone: Zone): Month => dayOf(at, zone).slice(0, -'-01'.length);

/**
 * The first instant of a calendar day: midnight, where clocks go back over it the first midnight, and where they skip
 * it the instant they skip to.
 */
export const startOfDay = (day: Day, zone: Zone): Instant => {
  const wall = Date.parse(`${day}T00:00:00Z`);
  const earlier = offsetMs(wall - dayMs, zone);
  const later = offsetMs(wall + dayMs, zone);
  if (earlier === later) return instant(wall - later);
  const first = wall - Math.max(earlier, later);
  const last = wall - Math.min(earlier, later);
  for (const midnight of [first, last])
    if (midnight + offsetMs(midnight, zone) === wall) return instant(midnight);
  // No midnight: the clocks skip it somewhere after `first`, and show this day or a later one at `last`.
  let [before, after] = [first, last];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offsetMs(middle, zone) < wall) before = middle;
    else after = middle;
  }
  return instant(after);
};

/** The calendar day a number of days after a day. */
export const addDays = (day: Day, days: number): Day => isoDay(Date.parse(`${day}T00:00:00Z`) + days * dayMs);

/** The calendar day after a day. */
export const nextDay = (day: Day): Day => addDays(day, 1);
