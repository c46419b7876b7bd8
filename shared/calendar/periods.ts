import type { Instant } from '../instant.ts';
import { addDays, type Day, dayOf, startOfDay, type Zone } from './zone.ts';

export type PeriodUnit = 'day' | 'month' | 'year';

/** Consecutive periods of the authority's calendar: where each starts, and what it is called. */
export type Periods = { readonly starts: Float64Array; readonly labels: readonly string[] };

/** A day as a label, cut to the period it lies in; from the right, since a far year has a sign and six digits. */
const labelOf = (day: Day, unit: PeriodUnit): string =>
  unit === 'day' ? day : day.slice(0, unit === 'month' ? -'-01'.length : -'-01-01'.length);

const firstDayOf = (label: string, unit: PeriodUnit): Day =>
  label + { day: '', month: '-01', year: '-01-01' }[unit];

/** So many days after its first day a period is over, and the next is not. */
const longest = { day: 1, month: 31, year: 366 } as const;

const nextLabel = (label: string, unit: PeriodUnit): string =>
  labelOf(addDays(firstDayOf(label, unit), longest[unit]), unit);

/** The periods that cover two instants, both included. */
export const periodsBetween = (unit: PeriodUnit, first: Instant, last: Instant, zone: Zone): Periods => {
  const starts: number[] = [];
  const labels: string[] = [];
  for (let label = labelOf(dayOf(first, zone), unit); ; label = nextLabel(label, unit)) {
    const start = startOfDay(firstDayOf(label, unit), zone);
    if (start > last) return { starts: Float64Array.from(starts), labels };
    starts.push(start);
    labels.push(label);
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
