import type { Month } from '../calendar/zone.ts';
import { bucketOf } from '../segment/bucket.ts';
import type { Schema } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { mergeRows, newsOf } from '../segment/merge.ts';
import { pack, type SegmentRow, unpackColumns, unpackRows } from '../segment/pack.ts';
import { type SegmentPlace, type SegmentSummary, summarize } from '../segment/summary.ts';
import { putSegment, readWhole, SegmentGone, type StoredSegment } from './segments.ts';
import type { View } from './view.ts';

/** The agency whose months are compacted. */
export type Target<S extends Schema> = {
  readonly view: View;
  readonly schema: S & Dimensions;
  readonly agency: string;
  /** Packed size beyond which a month is split into twice as many segments. */
  readonly segmentBytes: number;
};

type Rows<S extends Schema> = readonly SegmentRow<S & Dimensions>[];

/**
 * Folds rows into the segment at a place, whatever it holds: so the content of a place only ever grows.
 * @param listed what the directory says of it
 * @returns undefined, and nothing written, where it would be larger than allowed
 */
const foldIn = async <S extends Schema>(
  { view, schema, agency }: Target<S>,
  place: SegmentPlace,
  listed: SegmentSummary | undefined,
  changed: Rows<S>,
  maxBytes: number,
): Promise<SegmentSummary | undefined> => {
  const stored = await readWhole(view, agency, place);
  if (stored === undefined && listed !== undefined) throw new SegmentGone(`${agency} ${place.month}`);
  const known = stored === undefined ? [] : unpackRows(schema, stored.packed);
  const news = newsOf(known, changed);
  // Nothing new: the directory may still lack this segment, if the last run died between the two writes.
  if (news.length === 0 && listed !== undefined && listed.sequence === stored?.segment.sequence)
    return listed;
  const rows = mergeRows(known, news);
  const packed = stored !== undefined && news.length === 0 ? stored.packed : pack(schema, rows);
  const bytes = packed.columns.length + packed.keys.length;
  // A request alone cannot be split.
  if (bytes > maxBytes && rows.length > 1) return undefined;
  const sequence =
    stored !== undefined && news.length === 0
      ? stored.segment.sequence
      : await putSegment(view, agency, place, packed, stored?.segment);
  const { month, buckets, bucket } = place;
  return { buckets, bucket, sequence, bytes, ...summarize(month, unpackColumns(schema, packed)) };
};

/** A month's segments after its changes are folded in; after a split, what it leaves to be deleted. */
export type CompactedMonth = {
  readonly segments: readonly SegmentSummary[];
  readonly left: readonly StoredSegment[];
};

/**
 * Writes a month into twice as many segments, beside those it has. They count once the directory lists them; until
 * then the old ones do. What an earlier run left at their places when it died is merged under.
 */
const split = async <S extends Schema>(
  target: Target<S>,
  listed: readonly SegmentSummary[],
  month: Month,
  buckets: number,
  changed: Rows<S>,
): Promise<CompactedMonth> => {
  const { view, schema, agency } = target;
  const segments: SegmentSummary[] = [];
  const left: StoredSegment[] = [];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const stored = await readWhole(view, agency, { month, buckets, bucket });
    if (stored) left.push(stored.segment);
    else if (listed.some((summary) => summary.bucket === bucket)) throw new SegmentGone(`${agency} ${month}`);
    const own = changed.filter(({ request }) => bucketOf(request, buckets) === bucket);
    const rows = mergeRows(stored === undefined ? [] : unpackRows(schema, stored.packed), own);
    for (const [half, part] of Map.groupBy(rows, ({ request }) => bucketOf(request, 2 * buckets))) {
      const place = { month, buckets: 2 * buckets, bucket: half };
      const written = await foldIn(target, place, undefined, part, Number.POSITIVE_INFINITY);
      if (written) segments.push(written);
    }
  }
  return { segments, left };
};

/** Folds changed rows into the segments of their month, and splits the month where one would grow too large. */
export const compactMonth = async <S extends Schema>(
  target: Target<S>,
  listed: readonly SegmentSummary[],
  month: Month,
  changed: Rows<S>,
): Promise<CompactedMonth> => {
  const buckets = listed[0]?.buckets ?? 1;
  const segments = new Map(listed.map((summary) => [summary.bucket, summary]));
  for (const [bucket, own] of Map.groupBy(changed, ({ request }) => bucketOf(request, buckets))) {
    const place = { month, buckets, bucket };
    const folded = await foldIn(target, place, segments.get(bucket), own, target.segmentBytes);
    if (folded === undefined) return split(target, listed, month, buckets, changed);
    segments.set(bucket, folded);
  }
  return { segments: [...segments.values()], left: [] };
};
