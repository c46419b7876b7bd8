import pLimit from 'p-limit';
import type { WakeUp } from '../bus/wake-up.ts';
import type { Zone } from '../calendar/zone.ts';
import type { EventLog } from '../event-store/event-log.ts';
import type { Instant } from '../instant.ts';
import { type PlacedRow, type Projection, rowOf } from '../projections/projection.ts';
import type { Schema } from '../segment/column.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Generation, type Generations, liveOf, readGenerations, viewOf } from './generations.ts';
import { loaderFor } from './load-up-to.ts';
import type { ViewTable } from './view.ts';
import { type Listed, type Written, writeRows } from './write-rows.ts';

/** One projection at work: where it reads, where it writes, and what it knows of the view. */
export type Projector<S extends Schema> = {
  readonly projection: Projection<S>;
  readonly log: EventLog;
  readonly view: ViewTable;
  readonly zone: Zone;
  readonly surroundings: Surroundings;
  readonly listed: Listed;
  /** The generations as last read, and when. */
  readonly known: { generations?: Generations; at?: Instant };
};

/** What became of a request: `nothing` where the projection has nothing to say of it, or why it must come again. */
export type Outcome = Written | 'nothing';

/** The view has a generation of a newer version than this code: the message must come again, to the code that can write it. */
export class GenerationIsNewer extends Error {
  override readonly name = 'GenerationIsNewer';
}

/** How old a reading of the generations may be when a batch begins. */
const freshMs = 5_000;

/** The newest wake-up of each request: several are one read and one write. */
const newestOf = (wakeUps: readonly WakeUp[]): WakeUp[] => {
  const newest = new Map<string, WakeUp>();
  for (const wakeUp of wakeUps) {
    const known = newest.get(wakeUp.request);
    if (known === undefined || known.version < wakeUp.version) newest.set(wakeUp.request, wakeUp);
  }
  return [...newest.values()];
};

const read = async <S extends Schema>({ projection, view, surroundings, known }: Projector<S>) => {
  known.generations = await readGenerations(view, projection);
  known.at = surroundings.now();
  return known.generations;
};

/**
 * Brings the rows of the requests named up to the log: read each stream, fold it, write its row into every live
 * generation if it is newer, index the changes. A request fails alone, and the rest goes on.
 * @returns the outcome of each request
 */
export const projectRequests = async <S extends Schema>(
  projector: Projector<S>,
  wakeUps: readonly WakeUp[],
): Promise<ReadonlyMap<string, Outcome>> => {
  const { projection, log, view, zone, surroundings, listed, known } = projector;
  const due = newestOf(wakeUps);
  const isFresh = known.at !== undefined && surroundings.now() - known.at < freshMs;
  const before = isFresh && known.generations ? known.generations : await read(projector);

  const load = await loaderFor(log, due);
  const inParallel = pLimit(16);
  const outcomes = new Map<string, Outcome>();
  const rows: PlacedRow[] = [];
  await Promise.all(
    due.map((wakeUp) =>
      inParallel(async () => {
        try {
          const row = rowOf(projection, await load(wakeUp), zone);
          if (row === null) outcomes.set(wakeUp.request, 'nothing');
          else rows.push(row);
        } catch (failed) {
          outcomes.set(wakeUp.request, { failed });
        }
      }),
    ),
  );

  const isToCome = ({ request }: { request: string }) => typeof outcomes.get(request) !== 'object';
  const fail = (failed: unknown) => {
    for (const { request } of rows.filter(isToCome)) outcomes.set(request, { failed });
  };
  const writer = { by: projection.version, surroundings, listed };
  const writeInto = async (generations: readonly Generation[]) => {
    for (const generation of generations.filter(({ version }) => version <= projection.version)) {
      const written = await writeRows(viewOf(view, generation), rows.filter(isToCome), writer);
      for (const [request, outcome] of written)
        if (outcome !== 'stale' || !outcomes.has(request)) outcomes.set(request, outcome);
    }
    const newer = generations.find(({ version }) => version > projection.version);
    if (newer) fail(new GenerationIsNewer(`generation ${newer.number} is of version ${newer.version}`));
  };
  await writeInto(liveOf(before));
  if (rows.length === 0) return outcomes;
  // Read again, after the batch: a commit handled before the item named a new generation was in the log before the
  // sweep that fills it began; every other one is written here. So no commit falls between.
  try {
    const numbers = new Set(liveOf(before).map(({ number }) => number));
    await writeInto(liveOf(await read(projector)).filter(({ number }) => !numbers.has(number)));
  } catch (failed) {
    fail(failed);
  }
  return outcomes;
};
