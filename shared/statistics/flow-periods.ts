import { type PeriodUnit, periodsBetween } from '../calendar/periods.ts';
import { type Day, dayOf, type Zone } from '../calendar/zone.ts';
import { type Instant, instant } from '../instant.ts';

/** A part of a question's time: a whole period of the calendar, or what the question leaves of it. */
export type FlowPeriod = {
  readonly period: string;
  /** Its first and its last day. */
  readonly from: Day;
  readonly to: Day;
  /** Whether `from`, `to` or `as-of` cut it. */
  readonly partial: boolean;
};

export type FlowPeriods = {
  readonly starts: Float64Array;
  readonly from: Instant;
  /** The first instant after the last period. */
  readonly end: Instant;
  readonly periods: readonly FlowPeriod[];
};

/** The periods of a time that had begun by `asOf`, the last one cut after it. */
export const flowPeriods = (
  unit: PeriodUnit,
  from: Instant,
  until: Instant,
  asOf: Instant,
  zone: Zone,
): FlowPeriods => {
  const end = instant(Math.min(until, asOf + 1));
  if (end <= from) return { starts: new Float64Array(), from, end: from, periods: [] };
  const { starts, labels } = periodsBetween(unit, from, end, zone);
  const isWhole = starts.at(-1) === end;
  const count = isWhole ? starts.findIndex((start) => start >= end) : starts.length;
  const cut = starts.slice(0, count);
  cut[0] = from;
  const periods = labels.slice(0, count).map((period, index): FlowPeriod => {
    const next = starts[index + 1] ?? Number.POSITIVE_INFINITY;
    return {
      period,
      from: dayOf(instant(cut[index] ?? 0), zone),
      to: dayOf(instant(Math.min(next, end) - 1), zone),
      partial: (starts[index] ?? 0) < from || next > end,
    };
  });
  return { starts: cut, from, end, periods };
};
