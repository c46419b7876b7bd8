import type { Instant } from '../instant.ts';
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
