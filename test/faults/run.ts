import { questions } from '../questions.ts';
import { answerProblems, leftovers, logProblems, viewProblems } from './checks.ts';
import { allFaultKinds, type FaultKind, faultsBySeed } from './faults-by-seed.ts';
import { hub } from './hub.ts';
import { play } from './play.ts';
import { type Protection, protections } from './protections.ts';
import { drain, expire, sweepToTheEnd } from './settle.ts';
import { shuffled, simulation } from './simulation.ts';
import { moversIn, watcher } from './watch.ts';
import { workload } from './workload.ts';
import { finish, type World } from './world.ts';

export type RunOptions = {
  readonly faults?: ReadonlySet<FaultKind>;
  readonly broken?: Protection;
};

export type RunResult = {
  readonly seed: number;
  readonly problems: readonly string[];
  /** Whatever happened, in one number: the same seed gives the same. */
  readonly trace: string;
  readonly events: number;
  readonly calls: number;
  /** How often an answer showed a request that was just moving both where it was and where it is. */
  readonly seenTwice: number;
  /** How often a rebuilt generation came into use. */
  readonly rebuilt: number;
  readonly injected: Readonly<Partial<Record<FaultKind, number>>>;
};

/** One run: a history, told to a hub on which everything the seed allows goes wrong; then every check there is. */
export const run = async (
  seed: number,
  { faults: enabled = new Set(allFaultKinds), broken }: RunOptions = {},
): Promise<RunResult> => {
  const clock = simulation(seed);
  const faults = faultsBySeed(clock, enabled);
  const world: World = {
    simulation: clock,
    faults,
    hub: hub(clock, faults, broken ? protections[broken] : {}),
  };
  const { dice, now } = world.simulation;
  const calls = workload(dice);
  const watch = watcher(world, moversIn(calls));
  const found: string[] = [];
  const check = async (when: string, checks: () => Promise<string[]>): Promise<void> => {
    const list = await finish(world, checks());
    found.push(...list.map((problem) => `${when}: ${problem}`));
  };

  const told = await play(world, calls, watch);
  world.faults.heal();
  found.push(...(await drain(world)));
  found.push(...logProblems(world.hub, told, now()));

  // Whose last wake-up came is right without a reconciler.
  await check('before the reconciler', () =>
    viewProblems(
      world.hub,
      (which, { request, version }) => (world.hub.dropped[which].get(request) ?? 0) < version,
    ),
  );
  const reconciles = broken !== 'reconciler';
  found.push(...(await sweepToTheEnd(world, { reconciles, look: watch.lookNow })));
  found.push(...watch.problems);
  const everything = async () => [
    ...(await viewProblems(world.hub, () => true)),
    ...(await leftovers(world.hub)),
    ...(await answerProblems(world.hub, new Set(shuffled(dice, [...questions.keys()]).slice(0, 3)))),
  ];
  await check('in the end', everything);
  if (dice.chance(0.7)) {
    await finish(
      world,
      world.hub.compact().catch(() => undefined),
    );
    await check('after compaction', everything);
    if (dice.chance(0.4)) {
      await finish(world, world.hub.compact());
      await expire(world);
      await check('a month later', everything);
    }
  }
  return {
    seed,
    problems: found,
    trace: world.simulation.trace(),
    events: calls.reduce((sum, { events }) => sum + events.length, 0),
    calls: world.hub.counted.calls,
    seenTwice: watch.seenTwice(),
    rebuilt: watch.moves(),
    injected: world.faults.injected(),
  };
};
