import type { Calendar } from '../../events/registry/calendar.ts';
import { type Instant, instant } from '../instant.ts';
import { officeHours } from './office-hours.ts';
import { reached, type Stretch, stretchOf, totalOf, workedBy } from './stretch.ts';
import { addDays, dayOf, nextDay, offsetMs, startOfDay, type Zone } from './zone.ts';

const dayMs = 86_400_000;
/** What a working day is counted as, whatever hours an office keeps. */
const workingDayMs = 8 * 3_600_000;

/** Time is laid out in stretches of 52 weeks, each when it is first asked for; outside them nothing is worked. */
const stretchMs = 52 * 7 * dayMs;
const beginning = Date.UTC(1900, 0, 1);
const stretches = 300;
const ending = beginning + stretches * stretchMs;

/** How an office counts its time, from the year 1900 to 2198. */
export type WorkingTime = {
  /** Milliseconds worked between two instants; negative where the second lies before the first. */
  readonly workingMs: (from: Instant, until: Instant) => number;
  /**
   * The earliest instant by which so many whole milliseconds have been worked (17:00, not the next day 08:00): `from` itself
   * for none, the end of the counted years where it does not come before.
   */
  readonly addWorkingTime: (from: Instant, milliseconds: number) => Instant;
  /** When something received at an instant is due, in working days of 8 hours, counted after the cut-off. */
  readonly dueAfter: (from: Instant, workingDays: number) => Instant;
  /**
   * When something received at an instant is due, in calendar days: the day of receipt does not count, the last day lasts
   * until midnight, and where it is not worked the next that is takes its place.
   */
  readonly dueAfterDays: (from: Instant, days: number) => Instant;
};

/** Counts by a calendar in a zone, and keeps what it laid out: make it once. */
export const workingTime = (calendar: Calendar, zone: Zone): WorkingTime => {
  const { spansOn, cutOffOn } = officeHours(calendar);
  const known: Stretch[] = [];
  const stretch = (index: number): Stretch => {
    const from = beginning + index * stretchMs;
    const laidOut = known[index] ?? stretchOf(spansOn, zone, from, from + stretchMs);
    known[index] = laidOut;
    return laidOut;
  };
  const counted = (at: number): number => Math.min(Math.max(at, beginning), ending - 1);
  const indexOf = (at: number): number => Math.floor((at - beginning) / stretchMs);

  const workingMs = (from: Instant, until: Instant): number => {
    if (until < from) return 0 - workingMs(until, from);
    const [first, last] = [indexOf(counted(from)), indexOf(counted(until))];
    let worked = workedBy(stretch(last), until) - workedBy(stretch(first), from);
    for (let index = first; index < last; index++) worked += totalOf(stretch(index));
    return worked;
  };

  const addWorkingTime = (from: Instant, milliseconds: number): Instant => {
    if (milliseconds <= 0) return from;
    const first = indexOf(counted(from));
    let left = milliseconds + workedBy(stretch(first), from);
    for (let index = first; index < stretches; index++) {
      const total = totalOf(stretch(index));
      if (left <= total) return instant(reached(stretch(index), left));
      left -= total;
    }
    return instant(Math.max(from, ending));
  };

  const afterCutOff = (from: Instant): Instant => {
    const day = dayOf(from, zone);
    const cutOff = cutOffOn(day);
    const isLate =
      cutOff !== undefined && from + offsetMs(from, zone) > Date.parse(`${day}T00:00:00Z`) + cutOff;
    return isLate ? startOfDay(nextDay(day), zone) : from;
  };

  const dueAfterDays = (from: Instant, days: number): Instant => {
    let day = addDays(dayOf(from, zone), days);
    while (spansOn(day).length === 0) day = nextDay(day);
    return startOfDay(nextDay(day), zone);
  };

  return {
    workingMs,
    addWorkingTime,
    dueAfter: (from, workingDays) => addWorkingTime(afterCutOff(from), workingDays * workingDayMs),
    dueAfterDays,
  };
};
