import type { Instant } from '../instant.ts';
import { dayOf, nextDay, startOfDay, type Zone } from './zone.ts';

export type PeriodUnit = 'day' | 'month' | 'year';

/** Consecutive periods of the authority's calendar: where each starts, and what it is called. */
export type Periods = { readonly starts: Float64Array; readonly labels: readonly string[] };

const labelLength = { day: 10, month: 7, year: 4 } as const;

const nextPeriodDay = (label: string, unit: PeriodUnit): string => {
  if (unit === 'day') return nextDay(label);
  const [year = 0, month = 1] = label.split('-').map(Number);
  const next = unit === 'year' ? [year + 1, 1] : month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${String(next[0]).padStart(4, '0')}-${String(next[1]).padStart(2, '0')}-01`;
};

/** The periods that cover two instants, both included. */
export const periodsBetween = (unit: PeriodUnit, first: Instant, last: Instant, zone: Zone): Periods => {
  const starts: number[] = [];
  const labels: string[] = [];
  let label = dayOf(first, zone).slice(0, labelLength[unit]);
  for (;;) {
    const day = `${label}-01-01`.slice(0, 10);
    const start = startOfDay(unit === 'day' ? label : day, zone);
    if (start > last) return { starts: Float64Array.from(starts), labels };
    starts.push(start);
    labels.push(label);
    label = nextPeriodDay(label, unit).slice(0, labelLength[unit]);
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
