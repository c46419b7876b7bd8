import { segments } from '../../shared/row-store/sweep-segments.ts';
import type { Which } from './hub.ts';
import { shuffled } from './simulation.ts';
import { finish, pass, type World } from './world.ts';

const minuteMs = 60_000;
const monthMs = 31 * 86_400_000;
const both: readonly Which[] = [0, 1];

/** Waits until nothing is on its way; then an operator sends the dead letters again, until none comes back. */
export const drain = async (world: World): Promise<string[]> => {
  const { simulation, hub } = world;
  for (let round = 0; round < 50; round++) {
    await simulation.run(hub.isQuiet);
    if (!hub.isQuiet()) return ['messages wait that nothing will wake'];
    const redriven = await finish(world, hub.redrive());
    if (redriven === 0 && hub.isQuiet()) return [];
  }
  return ['dead letters come back for ever'];
};

/** A month later whatever expires is gone. */
export const expire = async (world: World): Promise<void> => {
  const { simulation, hub } = world;
  await pass(world, monthMs);
  for (const view of hub.views)
    for (const item of view.all())
      if (Number(item['expires']?.N) * 1_000 < simulation.now())
        view.write(item, undefined, simulation.now());
};

/** A tick of the sweeps' clock: one invocation a segment, none of which is repeated. */
export const tick = async ({ simulation, hub }: World): Promise<void> => {
  const all = shuffled(simulation.dice, [...Array(segments).keys()]);
  await Promise.allSettled(all.map((segment) => hub.tick(segment)));
};

const faultyRounds = 12;
const mostRounds = 80;

/**
 * Lets the clocks of sweeps and compactor run until every rebuild has come to its end, what was retired is dropped and
 * the reconciler has gone over the whole log as it is now; at first with everything that can go wrong.
 */
export const sweepToTheEnd = async (
  world: World,
  { reconciles, look }: { reconciles: boolean; look: () => Promise<void> },
): Promise<string[]> => {
  const { simulation, faults, hub } = world;
  // Whose clock is fast may have begun a run before, and say that it was later.
  const since = simulation.now() + minuteMs / 2;
  const isDone = async (which: Which): Promise<boolean> => {
    const { building, retired } = await hub.now.generations(which);
    const runs = (await hub.now.sweeps(which)).filter(
      ({ kind, startedAt, finishedAt }) => kind === 'reconcile' && startedAt > since && finishedAt !== null,
    );
    return building === null && retired.length === 0 && (!reconciles || runs.length === segments);
  };
  faults.relapse();
  for (let round = 0; round < mostRounds; round++) {
    await pass(world, minuteMs);
    if (round === faultyRounds) faults.heal();
    await finish(world, Promise.allSettled([tick(world), hub.compact()]));
    await finish(world, look());
    if ((await Promise.all(both.map(isDone))).every(Boolean)) {
      faults.heal();
      // What a process that died had sent may still arrive.
      await pass(world, 2 * minuteMs);
      return [];
    }
  }
  return ['the sweeps do not come to an end'];
};
