import { instant } from '../instant.ts';
import type { OfficeHours } from './office-hours.ts';
import { periodIndex } from './periods.ts';
import { dayOf, nextDay, offsetsBetween, type Zone } from './zone.ts';

const dayMs = 86_400_000;

/** What is worked in a stretch of time: when each span starts and ends, and the milliseconds worked up to its end. */
export type Stretch = {
  readonly from: number;
  /** The last span that started before each day of 24 hours from then on; -1 where none did. */
  readonly before: Int32Array;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly worked: Float64Array;
};

/** An instant is worked when the wall clock then shows a time within the spans of its day: an hour that comes twice, twice. */
export const stretchOf = (
  spansOn: OfficeHours['spansOn'],
  zone: Zone,
  from: number,
  until: number,
): Stretch => {
  const spans: { start: number; end: number }[] = [];
  for (const offset of offsetsBetween(from, until, zone)) {
    for (let day = dayOf(instant(offset.from), zone); ; day = nextDay(day)) {
      const midnight = Date.parse(`${day}T00:00:00Z`) - offset.aheadMs;
      if (midnight >= offset.until) break;
      for (const [opens, closes] of spansOn(day)) {
        const start = Math.max(midnight + opens, offset.from);
        const end = Math.min(midnight + closes, offset.until);
        if (start < end) spans.push({ start, end });
      }
    }
  }
  let worked = 0;
  const starts = Float64Array.from(spans, ({ start }) => start);
  return {
    from,
    before: Int32Array.from({ length: Math.ceil((until - from) / dayMs) }, (_, day) =>
      periodIndex(starts, from + day * dayMs - 1),
    ),
    starts,
    ends: Float64Array.from(spans, ({ end }) => end),
    worked: Float64Array.from(spans, ({ start, end }) => (worked += end - start)),
  };
};

/** Milliseconds worked in all of a stretch. */
export const totalOf = ({ worked }: Stretch): number => worked.at(-1) ?? 0;

/** Milliseconds worked in a stretch up to an instant. A million of them are asked for: from the day on it is a step or two. */
export const workedBy = ({ from, before, starts, ends, worked }: Stretch, at: number): number => {
  const day = Math.min(Math.max(Math.floor((at - from) / dayMs), 0), before.length - 1);
  let index = before[day] ?? -1;
  while (index + 1 < starts.length && (starts[index + 1] ?? 0) <= at) index++;
  if (index < 0) return 0;
  return (worked[index] ?? 0) - Math.max(0, (ends[index] ?? 0) - at);
};

/** The earliest instant by which so many milliseconds of a stretch have been worked; at least 1, at most its total. */
export const reached = ({ ends, worked }: Stretch, milliseconds: number): number => {
  const index = periodIndex(worked, milliseconds - 1) + 1;
  return (ends[index] ?? 0) - ((worked[index] ?? 0) - milliseconds);
};
