import pLimit from 'p-limit';
import type { Projection } from '../projections/projection.ts';
import { bucketOf } from '../segment/bucket.ts';
import { type Columns, columnsOf, type Schema } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { mergeRows } from '../segment/merge.ts';
import { type SegmentRow, unpackColumns, unpackRows } from '../segment/pack.ts';
import { type LinesSummary, type SegmentSummary, summarize } from '../segment/summary.ts';
import { type Changes, readChanges } from './changes.ts';
import { type DirectoryEntry, readDirectory, readEntry } from './directory.ts';
import { readSegments, readWhole, SegmentGone } from './segments.ts';
import type { View } from './view.ts';

type Placed<S extends Schema> = S & Dimensions;

/** The lines of one agency and month of receipt, as of the last projected event. */
export type Block<S extends Schema = Schema> = {
  readonly agency: string;
  readonly columns: Columns<Placed<S>>;
};

type IsNeeded = (summary: LinesSummary) => boolean;

/** Changed rows of one month, by the segment of it that they belong to; undefined where the directory lists none. */
const bySegment = <S extends Schema>(
  segments: readonly SegmentSummary[],
  changed: Iterable<SegmentRow<S>>,
): Map<SegmentSummary | undefined, SegmentRow<S>[]> => {
  const buckets = segments[0]?.buckets ?? 1;
  const listed = new Map(segments.map((summary) => [summary.bucket, summary]));
  return Map.groupBy(changed, ({ request }) => listed.get(bucketOf(request, buckets)));
};

const linesOf = <S extends Schema>(schema: S, rows: readonly SegmentRow<S>[]): Columns<S> =>
  columnsOf(
    schema,
    rows.flatMap(({ lines }) => lines),
  );

const readAgency = async <S extends Schema>(
  view: View,
  { schema }: Projection<S>,
  entry: DirectoryEntry,
  isNeeded: IsNeeded,
): Promise<Block<S>[]> => {
  const { agency, segments } = entry;
  const changes: Changes<Placed<S>> = await readChanges(view, entry);
  const wanted = new Set(segments.filter(isNeeded));
  const changesOf = new Map<SegmentSummary, SegmentRow<Placed<S>>[]>();
  const columns: Columns<Placed<S>>[] = [];
  for (const [month, changed] of changes) {
    const listed = segments.filter((summary) => summary.month === month);
    for (const [summary, rows] of bySegment(listed, changed.values())) {
      const changedColumns = linesOf(schema, rows);
      const mayMatter = isNeeded(summarize(month, changedColumns));
      if (summary !== undefined) changesOf.set(summary, rows);
      if (summary !== undefined && mayMatter) wanted.add(summary);
      if (summary === undefined && mayMatter) columns.push(changedColumns);
    }
  }
  for (const found of await readSegments(view, agency, segments, wanted)) {
    const summary = segments.find(({ month, bucket }) => month === found.month && bucket === found.bucket);
    const changed = summary && changesOf.get(summary);
    if (changed === undefined) columns.push(unpackColumns(schema, found));
    else {
      const whole = await readWhole(view, agency, found, found);
      if (whole === undefined) throw new SegmentGone(agency);
      columns.push(linesOf(schema, mergeRows(unpackRows(schema, whole.packed), changed)));
    }
  }
  return columns.map((each) => ({ agency, columns: each }));
};

/** Reads an agency, again where a month of it was split since its directory entry was read. */
const readCurrent = async <S extends Schema>(
  view: View,
  projection: Projection<S>,
  entry: DirectoryEntry,
  isNeeded: IsNeeded,
): Promise<Block<S>[]> => {
  let current: DirectoryEntry | undefined = entry;
  for (let attempt = 1; current !== undefined; attempt++) {
    try {
      return await readAgency(view, projection, current, isNeeded);
    } catch (error) {
      if (!(error instanceof SegmentGone) || attempt === 5) throw error;
      current = await readEntry(view, entry.agency);
    }
  }
  return [];
};

/**
 * Everything a question needs: segments, merged with the changes since. Right as of the last projected event,
 * whether or not the compactor has run, and while it runs.
 * @param within the agency at or under which to read, or undefined for all
 * @param isNeeded tells from their summary whether a segment, or some changes, can hold a line that matters
 */
export const readBlocks = async <S extends Schema>(
  view: View,
  projection: Projection<S>,
  within: string | undefined,
  isNeeded: IsNeeded,
): Promise<Block<S>[]> => {
  const inParallel = pLimit(16);
  const entries = await readDirectory(view, within);
  const blocks = await Promise.all(
    entries.map((entry) => inParallel(() => readCurrent(view, projection, entry, isNeeded))),
  );
  return blocks.flat();
};
