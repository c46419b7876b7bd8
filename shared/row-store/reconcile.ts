import { type Instant, instant, instantText } from '../instant.ts';
import { bringUp } from './bring-up.ts';
import { liveOf, readGenerations } from './generations.ts';
import { type OnPage, type Sweeper, sweepSegment } from './sweep.ts';
import { segments } from './sweep-segments.ts';
import { readSweeps, type SweepState, sumOf } from './sweep-state.ts';

/** Commits younger than this are on their way: their wake-up may still come, and writing their row is no repair. */
const graceMs = 15 * 60_000;

/**
 * Goes on with a run of the reconciler in one segment: repairs, in every live generation, what is missing or behind.
 * @param grace milliseconds for which a commit may be on its way
 * @returns whether there was anything to do for this worker
 */
export const sweepRun = async (
  sweeper: Sweeper,
  segment: number,
  { run, grace, deadline }: { run: string; grace: number; deadline: Instant },
): Promise<boolean> => {
  const { view, projection, surroundings } = sweeper;
  const page: OnPage = async (requests, isAgain) => {
    const live = liveOf(await readGenerations(view, projection));
    const ours = live.filter(({ version }) => version <= projection.version);
    const before = instant(surroundings.now() - grace);
    return bringUp(sweeper, requests, ours, { before, consistent: false, isAgain });
  };
  return sweepSegment(sweeper, { kind: 'reconcile', segment, run }, { consistent: false, deadline }, page);
};

/**
 * Goes on with the reconciling sweep of one segment until the deadline; begins another when the last one began longer
 * ago than it should.
 * @returns whether there was anything to do
 */
export const reconcileSegment = async (
  sweeper: Sweeper,
  segment: number,
  { everyMs, deadline }: { everyMs: number; deadline: Instant },
): Promise<boolean> => {
  const { view, surroundings } = sweeper;
  const states = await readSweeps(view);
  const own = states.find((state) => state.kind === 'reconcile' && state.segment === segment);
  const now = surroundings.now();
  if (own && own.finishedAt !== null && now - own.startedAt < everyMs) return false;
  const run = own && own.finishedAt === null ? own.run : instantText(now);
  return sweepRun(sweeper, segment, { run, grace: graceMs, deadline });
};

/** The last reconciling sweep that went over the whole log; null before the first. */
export const lastReconciled = (
  states: readonly SweepState[],
): { finishedAt: Instant; repaired: number } | null => {
  const ended = states.flatMap(({ kind, finishedAt, counts, before }) => {
    if (kind !== 'reconcile') return [];
    const last = finishedAt === null ? before : { finishedAt, counts };
    return last ? [last] : [];
  });
  if (ended.length < segments) return null;
  return {
    finishedAt: instant(Math.min(...ended.map(({ finishedAt }) => finishedAt))),
    repaired: sumOf(ended.map(({ counts }) => counts)).written,
  };
};
