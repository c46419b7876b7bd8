import type { Instant } from '../instant.ts';
import { dropRetired } from './drop.ts';
import { type Building, changeGenerations, type Generations, giveUp } from './generations.ts';
import { advanceRebuild, startRebuild } from './rebuild.ts';
import { reconcileSegment } from './reconcile.ts';
import type { Sweeper } from './sweep.ts';
import { readSweeps } from './sweep-state.ts';

export type Schedule = {
  readonly reconcileEveryMs: number;
  readonly dropAfterMs: number;
  readonly deadline: Instant;
};

/** Whether the rows in use are not those of this code (a new release, or one gone back to), and nobody builds them yet. */
const needsRebuild = ({ current, building }: Generations, version: number): boolean =>
  current.version !== version && (building === null || building.version < version);

/** A rebuild that nobody has worked on for so long is one of a release that is gone. */
const abandonedMs = 15 * 60_000;

const isAbandoned = async ({ view, surroundings }: Sweeper, building: Building): Promise<boolean> => {
  const leases = (await readSweeps(view)).filter(({ kind }) => kind === 'rebuild');
  const times = leases.map(({ leasedUntil }) => leasedUntil);
  const touched = Math.max(building.startedAt, building.sweptAt ?? 0, ...times);
  return surroundings.now() - touched > abandonedMs;
};

/**
 * What a tick of the schedule does in one segment: gives up a rebuild of newer code that is gone, starts one where the
 * rows in use are not of the code's projection version, drops what has been retired long enough, then goes on with the
 * rebuild, or else with reconciling.
 * @returns what it found to do
 */
export const advanceOnSchedule = async (
  sweeper: Sweeper,
  segment: number,
  { reconcileEveryMs, dropAfterMs, deadline }: Schedule,
): Promise<readonly string[]> => {
  const { view, projection } = sweeper;
  const did: string[] = [];
  // The first tick of a deployment writes down which version filled the first generation.
  let generations = await changeGenerations(view, projection, (now) => (now.sequence === 0 ? now : null));
  const { building } = generations;
  if (building && building.version > projection.version && (await isAbandoned(sweeper, building))) {
    generations = await changeGenerations(view, projection, giveUp(building, sweeper.surroundings.now()));
    did.push('give up');
  }
  if (needsRebuild(generations, projection.version)) {
    generations = await startRebuild(sweeper);
    did.push('start');
  }
  if (await dropRetired(sweeper, segment, { afterMs: dropAfterMs, deadline })) did.push('drop');
  if (generations.building?.version === projection.version) {
    const { phase } = await advanceRebuild(sweeper, segment, deadline);
    did.push(phase);
  } else if (await reconcileSegment(sweeper, segment, { everyMs: reconcileEveryMs, deadline }))
    did.push('reconcile');
  return did;
};
