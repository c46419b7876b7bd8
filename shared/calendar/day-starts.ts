import { type Instant, instant } from '../instant.ts';
import { dayOf, nextDay, startOfDay, type Zone } from './zone.ts';

const dayMs = 86_400_000;

/**
 * When the day of a zone that holds an instant began. Each day is laid out when it is first asked for, so that a million
 * instants cost little more than the days they fall on, however far apart these are: make it once.
 */
export const dayStarts = (zone: Zone): ((at: number) => Instant) => {
  /** By day of UTC: when the zone's days began that hold a part of it. */
  const known = new Map<number, readonly Instant[]>();
  const startsIn = (utcDay: number): readonly Instant[] => {
    const last = instant((utcDay + 1) * dayMs - 1);
    const starts: Instant[] = [];
    for (let day = dayOf(instant(utcDay * dayMs), zone); ; day = nextDay(day)) {
      const start = startOfDay(day, zone);
      if (start > last) return starts;
      starts.push(start);
    }
  };
  return (at) => {
    const utcDay = Math.floor(at / dayMs) | 0;
    let starts = known.get(utcDay);
    if (starts === undefined) {
      starts = startsIn(utcDay);
      known.set(utcDay, starts);
    }
    let index = starts.length - 1;
    while (index > 0 && (starts[index] ?? 0) > at) index--;
    return starts[index] ?? instant(Number.NaN);
  };
};
