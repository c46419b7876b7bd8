import { expect } from 'vitest';
import { dayOf, type Zone } from '../shared/calendar/zone.ts';
import { type Instant, instant } from '../shared/instant.ts';
import type { Excess } from '../shared/statistics/excess.ts';
import type { Punctuality } from '../shared/statistics/on-time.ts';

/** A plain account of what is said of due dates, from instants in lists. */

const excessOf = (milliseconds: readonly number[]): Excess => {
  const hours = milliseconds.map((ms) => ms / 3_600_000).toSorted((a, b) => a - b);
  const n = hours.length;
  const atLeast = (share: number) => hours.find((_, index) => (index + 1) * 100 >= n * share) ?? null;
  return {
    unit: 'h',
    n,
    mean: n === 0 ? null : expect.closeTo(hours.reduce((sum, each) => sum + each, 0) / n, 9),
    median: atLeast(50),
    p90: atLeast(90),
    max: hours.at(-1) ?? null,
  };
};

type Resolved = { readonly ended: number; readonly due: number };

/** @param openDues the due dates of what is open; nothing is granted after any */
export const plainPunctuality = (
  resolved: readonly Resolved[],
  openDues: readonly number[],
  asOf: Instant,
  zone: Zone,
): Punctuality => {
  const late = resolved.filter(({ ended, due }) => ended > due);
  // A due date of midnight is the end of the day before.
  const early = resolved.filter(
    ({ ended, due }) => dayOf(instant(ended), zone) < dayOf(instant(due - 1), zone),
  );
  return {
    onTimeShareGrace: null,
    bands: {
      early: early.length,
      onTime: resolved.length - early.length - late.length,
      late: late.length,
    },
    overdueBy: excessOf(openDues.filter((due) => due < asOf).map((due) => asOf - due)),
    lateBy: excessOf(late.map(({ ended, due }) => ended - due)),
  };
};
