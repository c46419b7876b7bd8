import pLimit from 'p-limit';
import type { Projection } from '../projections/projection.ts';
import { type Columns, columnsOf, type Schema } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { mergeRows } from '../segment/merge.ts';
import { unpackColumns, unpackRows } from '../segment/pack.ts';
import type { SegmentSummary } from '../segment/summary.ts';
import { readChanges } from './changes.ts';
import { type DirectoryEntry, readDirectory } from './directory.ts';
import { readSegments } from './segments.ts';
import type { View } from './view.ts';

type Placed<S extends Schema> = S & Dimensions;

/** The lines of one agency and month of receipt, as of the last projected event. */
export type Block<S extends Schema = Schema> = {
  readonly agency: string;
  readonly columns: Columns<Placed<S>>;
};

const readAgency = async <S extends Schema>(
  view: View,
  { schema }: Projection<S>,
  { agency, watermark, segments }: DirectoryEntry,
  isNeeded: (summary: SegmentSummary) => boolean,
): Promise<Block<S>[]> => {
  const changes = await readChanges<Placed<S>>(view, agency, watermark);
  const wanted = segments.filter((summary) => changes.has(summary.month) || isNeeded(summary));
  const stored = await readSegments(view, agency, segments, wanted);
  const packed = new Map(stored.map((segment) => [segment.month, segment.packed]));
  const months = new Set([...packed.keys(), ...changes.keys()]);
  return [...months].map((month) => {
    const changed = changes.get(month);
    const known = packed.get(month);
    if (changed === undefined && known !== undefined)
      return { agency, columns: unpackColumns(schema, known) };
    const rows = mergeRows(known === undefined ? [] : unpackRows(schema, known), changed ?? []);
    const lines = rows.flatMap((row) => row.lines);
    return { agency, columns: columnsOf(schema, lines) };
  });
};

/**
 * Everything a question needs: segments, merged with the changes since. Right as of the last projected event,
 * whether or not the compactor has run, and while it runs.
 * @param within the agency at or under which to read, or undefined for all
 * @param isNeeded tells from its summary whether a segment can hold a line that matters
 */
export const readBlocks = async <S extends Schema>(
  view: View,
  projection: Projection<S>,
  within: string | undefined,
  isNeeded: (summary: SegmentSummary) => boolean,
): Promise<Block<S>[]> => {
  const inParallel = pLimit(16);
  const entries = await readDirectory(view, within);
  const blocks = await Promise.all(
    entries.map((entry) => inParallel(() => readAgency(view, projection, entry, isNeeded))),
  );
  return blocks.flat();
};
