import type { Schema } from './column.ts';
import type { SegmentRow } from './pack.ts';

/**
 * Rows of both, each request at its highest version; of rows at one version the later wins: changes over what is
 * known, and among the changes, given in the order they were written, the last. So changes may be merged twice and in
 * any batches, and in any order where their versions differ.
 */
export const mergeRows = <S extends Schema>(
  known: Iterable<SegmentRow<S>>,
  changed: Iterable<SegmentRow<S>>,
): SegmentRow<S>[] => {
  const newest = new Map<string, SegmentRow<S>>();
  for (const rows of [known, changed])
    for (const row of rows) {
      const stored = newest.get(row.request);
      if (stored === undefined || stored.version <= row.version) newest.set(row.request, row);
    }
  return [...newest.values()];
};

/** The changed rows that say something else than what is known: newer, or at the same version with other lines. */
export const newsOf = <S extends Schema>(
  known: readonly SegmentRow<S>[],
  changed: readonly SegmentRow<S>[],
): SegmentRow<S>[] => {
  const stored = new Map(known.map((row) => [row.request, row]));
  return mergeRows([], changed).filter((row) => {
    const before = stored.get(row.request);
    if (before === undefined || row.version > before.version) return true;
    return row.version === before.version && !haveSameLines(row.lines, before.lines);
  });
};

/** Compared by name, whatever the order; a name that one of them lacks is null there, as in a segment. */
const haveSameLines = (a: SegmentRow['lines'], b: SegmentRow['lines']): boolean =>
  a.length === b.length &&
  a.every((line, index) => {
    const other = b[index] ?? {};
    const names = new Set([...Object.keys(line), ...Object.keys(other)]);
    return [...names].every((name) => (line[name] ?? null) === (other[name] ?? null));
  });
