import type { Month } from '../calendar/zone.ts';
import type { Columns, Schema } from './column.ts';
import type { Dimensions } from './dimensions.ts';

/** Where a segment lies within its agency: a month of receipt, and one of so many buckets, a power of two. */
export type SegmentPlace = { readonly month: Month; readonly buckets: number; readonly bucket: number };

/** What a query must know of lines to decide whether to read them. Ends are milliseconds since 1970. */
export type LinesSummary = {
  readonly month: Month;
  readonly lines: number;
  readonly open: number;
  /** The first and the last end of any request, also of one that was reopened since. */
  readonly firstEnd: number | null;
  readonly lastEnd: number | null;
  /** Where lines have a column `at`: the first and the last instant in it. */
  readonly firstAt?: number | null;
  readonly lastAt?: number | null;
};

/** What the directory says of a segment. */
export type SegmentSummary = SegmentPlace &
  LinesSummary & {
    /** Counts the writes of the segment; a read that finds less has read an old copy. */
    readonly sequence: number;
    /** Packed size. */
    readonly bytes: number;
  };

/** The first and the last of instants, null where there are none. */
const reachOf = (...columns: readonly Float64Array[]): { first: number | null; last: number | null } => {
  let first: number | null = null;
  let last: number | null = null;
  for (const instants of columns)
    for (const at of instants) {
      if (Number.isNaN(at)) continue;
      first = Math.min(first ?? at, at);
      last = Math.max(last ?? at, at);
    }
  return { first, last };
};

/** Summarizes the columns of lines received in one month. */
export const summarize = (month: Month, { count, column }: Columns<Schema & Dimensions>): LinesSummary => {
  let open = 0;
  for (const ended of column.ended) if (Number.isNaN(ended)) open++;
  // Ends that were undone are ends as of an instant before.
  const undone = [column['firstUndone'], column['lastUndone']].filter((each) => each instanceof Float64Array);
  const { first: firstEnd, last: lastEnd } = reachOf(column.ended, ...undone);
  const summary = { month, lines: count, open, firstEnd, lastEnd };
  const at = column['at'];
  if (!(at instanceof Float64Array)) return summary;
  const { first: firstAt, last: lastAt } = reachOf(at);
  return { ...summary, firstAt, lastAt };
};
