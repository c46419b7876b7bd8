import pLimit from 'p-limit';
import type { Projection } from '../projections/projection.ts';
import { bucketOf } from '../segment/bucket.ts';
import { type Columns, columnsOf, type Schema } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import type { Key } from '../segment/keys.ts';
import { mergeRows } from '../segment/merge.ts';
import { type SegmentRow, unpackColumns, unpackKeys, unpackRows } from '../segment/pack.ts';
import { type LinesSummary, type SegmentSummary, summarize } from '../segment/summary.ts';
import { type Changes, readChanges } from './changes.ts';
import { type DirectoryEntry, readDirectory, readEntry } from './directory.ts';
import { readSegments, readWhole, SegmentGone, type StoredSegment } from './segments.ts';
import type { View } from './view.ts';

type Placed<S extends Schema> = S & Dimensions;

/** The lines of one agency and month of receipt, as of the last projected event. */
export type Block<S extends Schema = Schema> = {
  readonly agency: string;
  readonly columns: Columns<Placed<S>>;
};

/** A block that also says which request, at which version, each of its lines belongs to. */
export type KeyedBlock<S extends Schema = Schema> = Block<S> & { readonly keys: readonly Key[] };

/** What is read: keys only where the question asks for them, since they cost reads of their own. */
type Reading<S extends Schema> = {
  readonly view: View;
  readonly schema: Placed<S>;
  readonly isNeeded: IsNeeded;
  readonly withKeys: boolean;
};

type Lines<S extends Schema> = { readonly columns: Columns<S>; readonly keys: readonly Key[] };

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

const keyOf = ({ request, version }: Key): Key => ({ request, version });

const linesOf = <S extends Schema>(
  { schema, withKeys }: Reading<S>,
  rows: readonly SegmentRow<Placed<S>>[],
): Lines<Placed<S>> => ({
  columns: columnsOf(
    schema,
    rows.flatMap(({ lines }) => lines),
  ),
  keys: withKeys ? rows.flatMap((row) => row.lines.map(() => keyOf(row))) : [],
});

/** The lines of a segment that was found, with what changed since. */
const segmentLines = async <S extends Schema>(
  reading: Reading<S>,
  agency: string,
  found: StoredSegment,
  changed: readonly SegmentRow<Placed<S>>[] | undefined,
): Promise<Lines<Placed<S>>> => {
  const { view, schema, withKeys } = reading;
  if (changed === undefined && !withKeys) return { columns: unpackColumns(schema, found), keys: [] };
  const whole = await readWhole(view, agency, found, found);
  if (whole === undefined) throw new SegmentGone(agency);
  const { packed } = whole;
  return changed === undefined
    ? { columns: unpackColumns(schema, packed), keys: unpackKeys(packed) }
    : linesOf(reading, mergeRows(unpackRows(schema, packed), changed));
};

const readAgency = async <S extends Schema>(
  reading: Reading<S>,
  entry: DirectoryEntry,
): Promise<KeyedBlock<S>[]> => {
  const { view, isNeeded } = reading;
  const { agency, segments } = entry;
  const changes: Changes<Placed<S>> = await readChanges(view, entry);
  const wanted = new Set(segments.filter(isNeeded));
  const changesOf = new Map<SegmentSummary, SegmentRow<Placed<S>>[]>();
  const unlisted: Lines<Placed<S>>[] = [];
  for (const [month, changed] of changes) {
    const listed = segments.filter((summary) => summary.month === month);
    for (const [summary, rows] of bySegment(listed, changed.values())) {
      const lines = linesOf(reading, rows);
      const mayMatter = isNeeded(summarize(month, lines.columns));
      if (summary !== undefined) changesOf.set(summary, rows);
      if (summary !== undefined && mayMatter) wanted.add(summary);
      if (summary === undefined && mayMatter) unlisted.push(lines);
    }
  }
  const listed = await Promise.all(
    (await readSegments(view, agency, segments, wanted)).map((found) => {
      const summary = segments.find(({ month, bucket }) => month === found.month && bucket === found.bucket);
      return segmentLines(reading, agency, found, summary && changesOf.get(summary));
    }),
  );
  return [...unlisted, ...listed].map((lines) => ({ agency, ...lines }));
};

/** Reads an agency, again where a month of it was split since its directory entry was read. */
const readCurrent = async <S extends Schema>(
  reading: Reading<S>,
  entry: DirectoryEntry,
): Promise<KeyedBlock<S>[]> => {
  let current: DirectoryEntry | undefined = entry;
  for (let attempt = 1; current !== undefined; attempt++) {
    try {
      return await readAgency(reading, current);
    } catch (error) {
      if (!(error instanceof SegmentGone) || attempt === 5) throw error;
      current = await readEntry(reading.view, entry.agency);
    }
  }
  return [];
};

const readAgencies = async <S extends Schema>(
  reading: Reading<S>,
  within: string | undefined,
): Promise<KeyedBlock<S>[]> => {
  const inParallel = pLimit(16);
  const entries = await readDirectory(reading.view, within);
  const blocks = await Promise.all(entries.map((entry) => inParallel(() => readCurrent(reading, entry))));
  return blocks.flat();
};

/**
 * Everything a question needs: segments, merged with the changes since. Right as of the last projected event,
 * whether or not the compactor has run, and while it runs.
 * @param within the agency at or under which to read, or undefined for all
 * @param isNeeded tells from their summary whether a segment, or some changes, can hold a line that matters
 */
export const readBlocks = <S extends Schema>(
  view: View,
  { schema }: Projection<S>,
  within: string | undefined,
  isNeeded: IsNeeded,
): Promise<Block<S>[]> => readAgencies<S>({ view, schema, isNeeded, withKeys: false }, within);

/** The same, with the keys of the lines: another read of each segment, smaller than the first. */
export const readKeyedBlocks = <S extends Schema>(
  view: View,
  { schema }: Projection<S>,
  within: string | undefined,
  isNeeded: IsNeeded,
): Promise<KeyedBlock<S>[]> => readAgencies<S>({ view, schema, isNeeded, withKeys: true }, within);
