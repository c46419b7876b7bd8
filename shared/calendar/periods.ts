import { type Instant, instant } from '../instant.ts';
import { addDays, type Day, dayOf, startOfDay, type Zone } from './zone.ts';

export const periodUnits = ['day', 'week', 'month', 'year'] as const;
/** A week is that of ISO 8601: it begins on Monday, and is of the year in which its Thursday lies. */
export type PeriodUnit = (typeof periodUnits)[number];

/** Consecutive periods of the authority's calendar: where each starts, and what it is called. */
export type Periods = { readonly starts: Float64Array; readonly labels: readonly string[] };

// From the right, since a far year has a sign and six digits.
const monthIn = (day: Day): string => day.slice(0, -'-01'.length);
const yearIn = (day: Day): string => day.slice(0, -'-01-01'.length);

const daysSinceMonday = (day: Day): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The first day of the period in which a day lies. */
const firstDayOf = {
  day: (day) => day,
  week: (day) => addDays(day, -daysSinceMonday(day)),
  month: (day) => `${monthIn(day)}-01`,
  year: (day) => `${yearIn(day)}-01-01`,
} satisfies Record<PeriodUnit, (day: Day) => Day>;

/** `2024-W03`, of the Monday of a week. */
const weekLabel = (monday: Day): string => {
  const thursday = addDays(monday, 3);
  const year = yearIn(thursday);
  const dayOfYear = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / 86_400_000;
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
};

const labelOf = { day: (day) => day, week: weekLabel, month: monthIn, year: yearIn } satisfies Record<
  PeriodUnit,
  (firstDay: Day) => string
>;

/** So many days after its first day a period is over, and the next is not. */
const longest = { day: 1, week: 7, month: 31, year: 366 } as const;

/** The periods that cover two instants, both included. */
export const periodsBetween = (unit: PeriodUnit, first: Instant, last: Instant, zone: Zone): Periods => {
  const starts: number[] = [];
  const labels: string[] = [];
  for (let day = dayOf(first, zone); ; day = addDays(day, longest[unit])) {
    day = firstDayOf[unit](day);
    const start = startOfDay(day, zone);
    if (start > last) return { starts: Float64Array.from(starts), labels };
    starts.push(start);
    labels.push(labelOf[unit](day));
  }
};

const dayMs = 86_400_000;

/** The number of the day by UTC on which an instant falls. */
export const utcDayOf = (at: number): number => Math.floor(at / dayMs);

/**
 * The periods that hold any instant of some days by UTC, in order. A day far from the others, as of a date that was
 * mistyped, costs its own period and not all between.
 */
export const periodsHolding = (unit: PeriodUnit, days: Iterable<number>, zone: Zone): Periods => {
  const starts: number[] = [];
  const labels: string[] = [];
  const sorted = Float64Array.from(days).sort();
  let first = sorted[0] ?? Number.NaN;
  for (const [index, day] of sorted.entries()) {
    const next = sorted[index + 1] ?? Number.POSITIVE_INFINITY;
    // So far apart, even with a day by UTC in two of the zone, that no period is in both stretches.
    if (next - day <= longest[unit] + 2) continue;
    const stretch = periodsBetween(unit, instant(first * dayMs), instant((day + 1) * dayMs - 1), zone);
    for (const start of stretch.starts) starts.push(start);
    for (const label of stretch.labels) labels.push(label);
    first = next;
  }
  return { starts: Float64Array.from(starts), labels };
};

/** The index of the period that holds an instant: the last that starts at or before it, or -1. */
export const periodIndex = (starts: Float64Array, at: number): number => {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
