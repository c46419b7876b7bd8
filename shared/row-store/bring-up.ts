import { type Scanned, versionBy } from '../event-store/scan.ts';
import type { Instant } from '../instant.ts';
import { type PlacedRow, rowOf } from '../projections/projection.ts';
import { type Generation, viewOf } from './generations.ts';
import { foldScanned } from './load-up-to.ts';
import { readRows } from './read-rows.ts';
import type { Sweeper } from './sweep.ts';
import { type Counts, noCounts } from './sweep-state.ts';
import { writeRows } from './write-rows.ts';

const headOf = ({ commits }: Scanned): number => commits.at(-1)?.last ?? 0;

/**
 * Writes the rows that are missing, behind, or of an older projection version: all of them in a new generation; where
 * every wake-up came, none.
 * @param before commits since then may be on their way: they are written too, but not counted
 * @param isAgain true where a worker may have died in this page: what it wrote is indexed again
 * @throws what keeps a row from being written: the page must come again. What cannot be folded does not hold up the rest
 */
export const bringUp = async (
  sweeper: Sweeper,
  requests: readonly Scanned[],
  generations: readonly Generation[],
  { before, consistent, isAgain }: { before: Instant; consistent: boolean; isAgain: boolean },
): Promise<Counts> => {
  const { projection, log, view, zone, surroundings, listed, onProblem } = sweeper;
  let failed = 0;
  const fail = (request: string, error: unknown) => {
    failed++;
    onProblem('not projected', { request, error });
  };
  const due = new Map<string, Scanned>();
  for (const scanned of requests) {
    if ('unreadable' in scanned) fail(scanned.request, scanned.unreadable);
    else due.set(scanned.request, scanned);
  }

  const rows = new Map<string, PlacedRow | null>();
  const written = new Set<string>();
  for (const generation of generations) {
    const target = viewOf(view, generation);
    const stored = await readRows(target, [...due.keys()], { consistent, surroundings });
    const isBehind = (scanned: Scanned, version: number) => {
      const row = stored.get(scanned.request);
      return row === undefined || row.version < version || row.by < generation.version;
    };
    const behind = [...due.values()].filter((scanned) => isAgain || isBehind(scanned, headOf(scanned)));
    for (const scanned of behind) {
      const { request } = scanned;
      if (rows.has(request)) continue;
      try {
        rows.set(request, rowOf(projection, await foldScanned(log, scanned), zone));
      } catch (error) {
        due.delete(request);
        fail(request, error);
      }
    }
    const toWrite = behind.flatMap(({ request }) => rows.get(request) ?? []);
    const outcomes = await writeRows(target, toWrite, { by: projection.version, surroundings, listed });
    for (const scanned of behind) {
      const { request } = scanned;
      const outcome = outcomes.get(request) ?? 'stale';
      const known = versionBy(scanned, before);
      if (outcome === 'written' && known > 0 && isBehind(scanned, known)) written.add(request);
      if (typeof outcome === 'object') throw outcome.failed;
    }
  }
  return { ...noCounts, seen: requests.length, written: written.size, failed };
};
