import pLimit from 'p-limit';
import { type Instant, instant, instantOf } from '../instant.ts';
import type { Projection } from '../projections/projection.ts';
import type { Schema } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { changePages, type Entry, entriesPerPage } from './changes.ts';
import { compactMonth, type Target } from './compact-month.ts';
import { type DirectoryEntry, isLostRace, putDirectoryEntry, readDirectory } from './directory.ts';
import { deleteSegment, SegmentGone, type StoredSegment } from './segments.ts';
import { segmentKey, type View } from './view.ts';

/** How many changes are taken at once, and how large a segment may grow: half of what an item holds. */
const usualLimits = { entriesPerPage, segmentBytes: 200_000 };

/** A partition bears 1,000 writes a second; changes are spread further at half of that, over at least so long. */
const busyPerSecond = 500;
const leastSeconds = 10;
const mostSpread = 16;

const spreadFor = (spread: number, count: number, first: string, last: string): number => {
  const seconds = Math.max((instantOf(last) - instantOf(first)) / 1000, leastSeconds);
  return count / seconds > busyPerSecond * spread ? Math.min(2 * spread, mostSpread) : spread;
};

/** Folds some changes of an agency into its segments. */
const foldPage = async <S extends Schema>(
  target: Target<S>,
  { segments }: DirectoryEntry,
  entries: readonly Entry<S & Dimensions>[],
) => {
  const byMonth = Map.groupBy(segments, ({ month }) => month);
  const left: StoredSegment[] = [];
  const changes = Map.groupBy(entries, ({ month }) => month);
  for (const [month, changed] of changes) {
    const rows = changed.map(({ row }) => row);
    const done = await compactMonth(target, byMonth.get(month) ?? [], month, rows);
    byMonth.set(month, [...done.segments]);
    left.push(...done.left);
  }
  const sorted = [...byMonth.values()].flat().sort((a, b) => (segmentKey(a) < segmentKey(b) ? -1 : 1));
  return { months: changes.keys(), segments: sorted, left };
};

/**
 * Folds the changes of one agency into its segments, page by page, oldest first: after each the directory says so, and
 * a run that dies has done what it has done. The watermark stays at or before the start of the run. So it never passes
 * a change that this run did not read: one in a partition that was added later was stamped later, too, and where
 * another run added it, this one's entry is old and is refused.
 */
const compactAgency = async <S extends Schema>(
  target: Target<S>,
  entry: DirectoryEntry,
  now: () => Instant,
  pageSize: number,
): Promise<number> => {
  const { view, agency } = target;
  const start = now();
  const months = new Set<string>();
  let known = entry;
  let count = 0;
  let first: string | undefined;
  for await (const { entries, upTo } of changePages<S & Dimensions>(view, entry, pageSize)) {
    const last = entries.at(-1)?.at;
    if (last === undefined) continue;
    first ??= entries[0]?.at ?? last;
    count += entries.length;
    const folded = await foldPage(target, known, entries);
    for (const month of folded.months) months.add(month);
    const watermark = instant(Math.max(known.watermark ?? 0, Math.min(start, upTo ?? start)));
    const next = {
      agency,
      sequence: known.sequence + 1,
      spread: spreadFor(known.spread, count, first, last),
      watermark,
      segments: folded.segments,
    };
    await putDirectoryEntry(view, next);
    for (const segment of folded.left) await deleteSegment(view, agency, segment);
    known = next;
    if (upTo !== undefined && upTo > start) break;
  }
  return months.size;
};

/** Another compactor has been here since; what it wrote is as good. */
const isOvertaken = (error: unknown): boolean => isLostRace(error) || error instanceof SegmentGone;

/**
 * Folds recent changes into the segments of every agency. Idempotent; two at once are safe, since each write names
 * the sequence it read, and the loser leaves its work to the next run.
 * @returns how many months had changes, and how many agencies were left to the next run
 * @throws AggregateError when all are done, where some agencies failed: one must not keep the rest from being compacted
 */
export const compact = async <S extends Schema>(
  view: View,
  { schema }: Projection<S>,
  now: () => Instant,
  { entriesPerPage, segmentBytes } = usualLimits,
): Promise<{ segments: number; postponed: number }> => {
  const inParallel = pLimit(8);
  const entries = await readDirectory(view, undefined);
  const done = await Promise.allSettled(
    entries.map((entry) => {
      const target = { view, schema, agency: entry.agency, segmentBytes };
      return inParallel(() => compactAgency(target, entry, now, entriesPerPage));
    }),
  );
  const segments = done.reduce((sum, run) => sum + (run.status === 'fulfilled' ? run.value : 0), 0);
  const errors = done.flatMap((run): unknown[] => (run.status === 'rejected' ? [run.reason] : []));
  const failed = errors.filter((error) => !isOvertaken(error));
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} of ${entries.length} agencies not compacted`);
  return { segments, postponed: errors.length };
};
