import type { Schema } from './column.ts';
import type { SegmentRow } from './pack.ts';

/**
 * Rows of both, each request at its highest version. Idempotent, commutative and associative, so that changes may be
 * merged twice, in any order and in any batches.
 */
export const mergeRows = <S extends Schema>(
  known: readonly SegmentRow<S>[],
  changed: readonly SegmentRow<S>[],
): SegmentRow<S>[] => {
  const newest = new Map<string, SegmentRow<S>>();
  for (const row of [...known, ...changed]) {
    const stored = newest.get(row.request);
    if (stored === undefined || stored.version < row.version) newest.set(row.request, row);
  }
  return [...newest.values()];
};
