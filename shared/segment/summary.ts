import type { Month } from '../calendar/zone.ts';
import type { Columns, Schema } from './column.ts';
import type { Dimensions } from './dimensions.ts';

/** What a query must know of a segment to decide whether to read it. Ends are milliseconds since 1970. */
export type SegmentSummary = {
  readonly month: Month;
  /** Counts the writes of the segment; a read that finds less has read an old copy. */
  readonly sequence: number;
  readonly lines: number;
  readonly open: number;
  readonly firstEnd: number | null;
  readonly lastEnd: number | null;
  /** Packed size. */
  readonly bytes: number;
};

/** Summarizes the columns of a segment. */
export const summarize = (
  { month, sequence, bytes }: { month: Month; sequence: number; bytes: number },
  { count, column }: Columns<Schema & Dimensions>,
): SegmentSummary => {
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
  return { month, sequence, lines: count, open, firstEnd, lastEnd, bytes };
};
