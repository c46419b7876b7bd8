import pLimit from 'p-limit';
import type { PlacedRow } from '../projections/projection.ts';
import type { Surroundings } from '../surroundings.ts';
import { putChanges } from './changes.ts';
import { listAgency } from './directory.ts';
import type { View } from './view.ts';
import { type Change, type Writing, writeRow } from './write-row.ts';

/** What became of a row: `stale` where a newer one is stored. */
export type Written = 'written' | 'stale' | { readonly failed: unknown };

export type RowWriter = Writing & {
  readonly surroundings: Surroundings;
  /** The agencies known to be listed, by generation. */
  readonly listed: Set<string>;
};

/**
 * Writes rows that are newer than the stored ones, then indexes their changes. A row fails alone, and the rest goes on.
 * @returns what became of each request
 */
export const writeRows = async (
  view: View,
  rows: readonly PlacedRow[],
  { listed, surroundings, ...writing }: RowWriter,
): Promise<ReadonlyMap<string, Written>> => {
  const write = async (row: PlacedRow): Promise<readonly Change[]> => {
    const listing = `${view.generation}|${row.agency}`;
    if (!listed.has(listing)) {
      await listAgency(view, row.agency);
      listed.add(listing);
    }
    return writeRow(view, row, writing);
  };
  const inParallel = pLimit(16);
  const outcomes = new Map<string, Written>();
  const changes: Change[] = [];
  await Promise.all(
    rows.map((row) =>
      inParallel(async () => {
        try {
          const own = await write(row);
          changes.push(...own);
          outcomes.set(row.request, own.length > 0 ? 'written' : 'stale');
        } catch (failed) {
          outcomes.set(row.request, { failed });
        }
      }),
    ),
  );
  try {
    await putChanges(view, changes, surroundings);
  } catch (failed) {
    for (const { row } of changes) outcomes.set(row.request, { failed });
  }
  return outcomes;
};
