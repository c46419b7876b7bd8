import type { Scanned } from '../event-store/scan.ts';
import { agencyLinesOf, rowOf } from '../projections/projection.ts';
import { isWithin } from '../request/participation.ts';
import { readGenerations, viewOf } from './generations.ts';
import { foldScanned } from './load-up-to.ts';
import type { Sweeper } from './sweep.ts';
import { type Counts, noCounts } from './sweep-state.ts';
import { writeRows } from './write-rows.ts';

/** Which rows: those of an agency and the ones under it, and of months of receipt, both included (`2026-10`). */
export type Scope = {
  readonly agency?: string | undefined;
  readonly fromMonth?: string | undefined;
  readonly toMonth?: string | undefined;
};

const isIn = (
  { agency, fromMonth = '', toMonth = '~' }: Scope,
  row: { readonly agency: string; readonly month: string },
): boolean =>
  (agency === undefined || isWithin(row.agency, agency)) && row.month >= fromMonth && row.month <= toMonth;

/**
 * Writes the rows of a scope again, with their changes, in the generation in use: right or wrong, so that segments that
 * lack a change get it too. A row never becomes older.
 */
export const rewritePage = async (
  sweeper: Sweeper,
  requests: readonly Scanned[],
  scope: Scope,
): Promise<Counts> => {
  const { projection, log, view, zone, surroundings, listed, onProblem } = sweeper;
  const { current } = await readGenerations(view, projection);
  const rows = [];
  for (const scanned of requests) {
    const { request } = scanned;
    try {
      if ('unreadable' in scanned) throw scanned.unreadable;
      const row = rowOf(projection, await foldScanned(log, scanned), zone);
      if (row === null) continue;
      const { month } = row;
      if (agencyLinesOf(row).some(({ agency }) => isIn(scope, { agency, month }))) rows.push(row);
    } catch (error) {
      onProblem('not written', { request, error });
    }
  }
  const writer = { by: projection.version, force: true, surroundings, listed };
  const outcomes = await writeRows(viewOf(view, current), rows, writer);
  let written = 0;
  for (const [request, outcome] of outcomes) {
    if (outcome === 'written') written++;
    else if (outcome !== 'stale') onProblem('not written', { request, error: outcome.failed });
  }
  return { ...noCounts, seen: requests.length, written };
};
