import type { Instant } from '../instant.ts';
import { dropRetired } from './drop.ts';
import { changeGenerations, type Generations } from './generations.ts';
import { advanceRebuild, startRebuild } from './rebuild.ts';
import { reconcileSegment } from './reconcile.ts';
import type { Sweeper } from './sweep.ts';

export type Schedule = {
  readonly reconcileEveryMs: number;
  readonly dropAfterMs: number;
  readonly deadline: Instant;
};

/** Whether the code's rows are newer than those in use, and nobody builds them yet. */
const needsRebuild = ({ current, building }: Generations, version: number): boolean =>
  current.version < version && (building === null || building.version < version);

/**
 * What a tick of the schedule does in one segment: starts a rebuild where the code's projection version is newer, drops
 * what has been retired long enough, then goes on with the rebuild, or else with reconciling.
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
