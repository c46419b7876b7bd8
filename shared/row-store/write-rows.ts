import pLimit from 'p-limit';
import { agencyLinesOf, type PlacedRow } from '../projections/projection.ts';
import type { Surroundings } from '../surroundings.ts';
import { putChanges } from './changes.ts';
import { listAgency } from './directory.ts';
import type { View } from './view.ts';
import { type Change, type Writing, writeRow } from './write-row.ts';

/** What became of a row: `stale` where a newer one is stored. */
export type Written = 'written' | 'stale' | { readonly failed: unknown };

/** Of each generation the agencies that are known to be listed, with the spread of their changes. */
export type Listed = Map<number, Map<string, number>>;

export type RowWriter = Writing & {
  readonly surroundings: Surroundings;
  readonly listed: Listed;
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
  const spreads = listed.get(view.generation) ?? new Map<string, number>();
  listed.set(view.generation, spreads);
  const write = async (row: PlacedRow): Promise<readonly Change[]> => {
    for (const { agency } of agencyLinesOf(row))
      if (!spreads.has(agency)) spreads.set(agency, await listAgency(view, agency));
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
    await putChanges(view, changes, surroundings, spreads);
  } catch (failed) {
    for (const { row } of changes) outcomes.set(row.request, { failed });
  }
  return outcomes;
};
