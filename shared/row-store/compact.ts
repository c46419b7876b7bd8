import pLimit from 'p-limit';
import type { Month } from '../calendar/zone.ts';
import type { Instant } from '../instant.ts';
import type { Projection } from '../projections/projection.ts';
import type { Schema } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { mergeRows, newsOf } from '../segment/merge.ts';
import { pack, type SegmentRow, unpackColumns, unpackRows } from '../segment/pack.ts';
import { type SegmentSummary, summarize } from '../segment/summary.ts';
import { readChanges } from './changes.ts';
import { type DirectoryEntry, isLostRace, putDirectoryEntry, readDirectory } from './directory.ts';
import { putSegment, readSegment } from './segments.ts';
import type { View } from './view.ts';

type Placed<S extends Schema> = S & Dimensions;

/** Folds changed rows into one segment; undefined where it holds them already. */
const compactSegment = async <S extends Schema>(
  view: View,
  { schema }: Projection<S>,
  agency: string,
  month: Month,
  changed: readonly SegmentRow<Placed<S>>[],
): Promise<SegmentSummary | undefined> => {
  const stored = await readSegment(view, agency, month);
  const known = stored === undefined ? [] : unpackRows(schema, stored.packed);
  const news = newsOf(known, changed);
  const sequence = (stored?.sequence ?? 0) + 1;
  // Nothing new: the directory may still lack this segment, if the last run died between the two writes.
  const packed = news.length === 0 ? stored?.packed : pack(schema, mergeRows(known, news));
  if (packed === undefined) return undefined;
  if (news.length > 0) await putSegment(view, agency, { month, sequence, packed });
  const written = news.length > 0 ? sequence : sequence - 1;
  const bytes = packed.columns.length + packed.keys.length;
  return summarize({ month, sequence: written, bytes }, unpackColumns(schema, packed));
};

/** Folds the changes of one agency into its segments; the watermark is the instant before they were read. */
const compactAgency = async <S extends Schema>(
  view: View,
  projection: Projection<S>,
  entry: DirectoryEntry,
  now: () => Instant,
): Promise<number> => {
  const watermark = now();
  const changes = await readChanges<Placed<S>>(view, entry.agency, entry.watermark);
  if (changes.size === 0) return 0;
  const segments = new Map(entry.segments.map((summary) => [summary.month, summary]));
  for (const [month, changed] of changes) {
    const summary = await compactSegment(view, projection, entry.agency, month, changed);
    if (summary) segments.set(month, summary);
  }
  const sorted = [...segments.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
  await putDirectoryEntry(view, {
    agency: entry.agency,
    sequence: entry.sequence + 1,
    watermark,
    segments: sorted,
  });
  return changes.size;
};

/**
 * Folds recent changes into the segments of every agency. Idempotent; two at once are safe, since each write names
 * the sequence it read, and the loser leaves its work to the next run.
 * @returns how many segments had changes, and how many agencies were left to the next run
 * @throws AggregateError when all are done, where some agencies failed: one must not keep the rest from being compacted
 */
export const compact = async <S extends Schema>(
  view: View,
  projection: Projection<S>,
  now: () => Instant,
): Promise<{ segments: number; postponed: number }> => {
  const inParallel = pLimit(8);
  const entries = await readDirectory(view, undefined);
  const done = await Promise.allSettled(
    entries.map((entry) => inParallel(() => compactAgency(view, projection, entry, now))),
  );
  const segments = done.reduce((sum, run) => sum + (run.status === 'fulfilled' ? run.value : 0), 0);
  const errors = done.flatMap((run): unknown[] => (run.status === 'rejected' ? [run.reason] : []));
  const failed = errors.filter((error) => !isLostRace(error));
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} of ${entries.length} agencies not compacted`);
  return { segments, postponed: errors.length };
};
