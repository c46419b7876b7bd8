import type { Scanned } from '../event-store/scan.ts';
import { type Instant, instant, instantText } from '../instant.ts';
import { bringUp } from './bring-up.ts';
import { liveOf, readGenerations } from './generations.ts';
import { type Sweeper, sweepSegment } from './sweep.ts';
import { segments } from './sweep-segments.ts';
import { type Counts, readSweeps, type SweepState, sumOf } from './sweep-state.ts';

/** Commits younger than this are on their way: their wake-up may still come, and writing their row is no repair. */
export const graceMs = 15 * 60_000;

/**
 * Repairs a page of requests whose last wake-up never came, in every live generation.
 * @param grace milliseconds for which a commit may be on its way
 */
export const reconcilePage = async (
  sweeper: Sweeper,
  requests: readonly Scanned[],
  grace: number,
): Promise<Counts> => {
  const { view, projection, surroundings } = sweeper;
  const live = liveOf(await readGenerations(view, projection));
  const ours = live.filter(({ version }) => version <= projection.version);
  const before = instant(surroundings.now() - grace);
  return bringUp(sweeper, requests, ours, { before, consistent: false });
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
  const which = { kind: 'reconcile', segment, run } as const;
  return sweepSegment(sweeper, which, { consistent: false, deadline }, (requests) =>
    reconcilePage(sweeper, requests, graceMs),
  );
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
