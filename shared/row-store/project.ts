import pLimit from 'p-limit';
import type { WakeUp } from '../bus/wake-up.ts';
import type { Zone } from '../calendar/zone.ts';
import { type EventLog, loadOpenings } from '../event-store/event-log.ts';
import { loadHead } from '../event-store/load-snapshot.ts';
import { type Projection, rowOf } from '../projections/projection.ts';
import type { Snapshot } from '../request/snapshot.ts';
import type { Schema } from '../segment/column.ts';
import type { Surroundings } from '../surroundings.ts';
import { putChanges } from './changes.ts';
import { listAgency } from './directory.ts';
import type { View } from './view.ts';
import { type Change, writeRow } from './write-row.ts';

/** One projection at work: where it reads, where it writes, and the spread of each agency that it knows to be listed. */
export type Projector<S extends Schema> = {
  readonly projection: Projection<S>;
  readonly log: EventLog;
  readonly view: View;
  readonly zone: Zone;
  readonly surroundings: Surroundings;
  readonly listed: Map<string, number>;
};

/** What became of a request: `nothing` where the projection has nothing to say of it, or why it must come again. */
export type Outcome = 'written' | 'stale' | 'nothing' | { readonly failed: unknown };

/** The log does not hold the version that a message named: it must come again. */
export class VersionNotReached extends Error {
  override readonly name = 'VersionNotReached';
}

/** Reads what a stream amounts to at half price; again with strong consistency where that does not reach the version. */
const loadUpTo = async (log: EventLog, { request, version }: WakeUp): Promise<Snapshot> => {
  const known = await loadHead(log, request, { consistent: false });
  if (known.snapshot.version >= version) return known.snapshot;
  const { snapshot: sure } = await loadHead(log, request, { consistent: true, known });
  if (sure.version < version)
    throw new VersionNotReached(`${request} is at ${sure.version}, not at ${version}`);
  return sure;
};

/** The newest wake-up of each request: several are one read and one write. */
const newestOf = (wakeUps: readonly WakeUp[]): WakeUp[] => {
  const newest = new Map<string, WakeUp>();
  for (const wakeUp of wakeUps) {
    const known = newest.get(wakeUp.request);
    if (known === undefined || known.version < wakeUp.version) newest.set(wakeUp.request, wakeUp);
  }
  return [...newest.values()];
};

/**
 * Brings the rows of the requests named up to the log: read each stream, fold it, write its row if it is newer, index
 * the changes. A request fails alone, and the rest goes on.
 * @returns the outcome of each request
 */
export const projectRequests = async <S extends Schema>(
  { projection, log, view, zone, surroundings, listed }: Projector<S>,
  wakeUps: readonly WakeUp[],
): Promise<ReadonlyMap<string, Outcome>> => {
  const due = newestOf(wakeUps);
  const isNew = ({ first }: WakeUp) => first === 1;
  const openings = await loadOpenings(
    log,
    due.filter(isNew).map(({ request }) => request),
  );

  const project = async (wakeUp: WakeUp): Promise<Outcome | readonly Change[]> => {
    const opening = openings.get(wakeUp.request);
    const snapshot =
      opening !== undefined && opening.version >= wakeUp.version ? opening : await loadUpTo(log, wakeUp);
    const row = rowOf(projection, snapshot, zone);
    if (row === null) return 'nothing';
    if (!listed.has(row.agency)) listed.set(row.agency, await listAgency(view, row.agency));
    const changes = await writeRow(view, row);
    return changes.length === 0 ? 'stale' : changes;
  };

  const inParallel = pLimit(16);
  const outcomes = new Map<string, Outcome>();
  const changes: Change[] = [];
  await Promise.all(
    due.map((wakeUp) =>
      inParallel(async () => {
        const result = await project(wakeUp).catch((failed: unknown) => ({ failed }));
        if (Array.isArray(result)) {
          changes.push(...(result as Change[]));
          outcomes.set(wakeUp.request, 'written');
        } else outcomes.set(wakeUp.request, result as Outcome);
      }),
    ),
  );
  try {
    await putChanges(view, changes, surroundings, listed);
  } catch (failed) {
    for (const { row } of changes) outcomes.set(row.request, { failed });
  }
  return outcomes;
};
