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
  readonly firstEnd: number | null;
  readonly lastEnd: number | null;
};

/** What the directory says of a segment. */
export type SegmentSummary = SegmentPlace &
  LinesSummary & {
    /** Counts the writes of the segment; a read that finds less has read an old copy. */
    readonly sequence: number;
    /** Packed size. */
    readonly bytes: number;
  };

/** Summarizes the columns of lines received in one month. */
export const summarize = (month: Month, { count, column }: Columns<Schema & Dimensions>): LinesSummary => {
  let open = 0;
  let firstEnd: number | null = null;
  let lastEnd: number | null = null;
  for (const ended of column.ended) {
    if (Number.isNaN(ended)) open++;
    else {
      firstEnd = Math.min(firstEnd ?? ended, ended);
      lastEnd = Math.max(lastEnd ?? ended, ended);
    }
  }
  return { month, lines: count, open, firstEnd, lastEnd };
};
