import type { Told } from './checks.ts';
import type { Which } from './hub.ts';
import { tick } from './settle.ts';
import type { Call } from './workload.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;

/** Posts a call again and again until its sender has an answer. */
const postUntilAnswered = async ({ simulation, faults, hub }: World, call: Call): Promise<Told[]> => {
  for (;;) {
    try {
      const receipts = await hub.post({ values: call.events, sender: call.sender });
      if (!faults.strikes('no-answer-to-sender'))
        return call.events.map((event, n) => ({ event, receipt: receipts[n] }));
    } catch {
      // The sender cannot tell what became of its call.
    }
    await simulation.sleep(simulation.dice.share() * 40_000);
  }
};

/** Rebuilds of one projection or the other, begun while events arrive: an operator asks until he is told that it began. */
const beginRebuild = async ({ simulation, hub }: World, which: Which): Promise<void> => {
  for (;;) {
    try {
      return await hub.rebuild(which);
    } catch {
      await simulation.sleep(5_000);
    }
  }
};

/** Plays the workload while the compactor and the sweeps come and go and someone looks. */
export const play = async (
  world: World,
  calls: readonly Call[],
  { look, lookNow }: { look: () => Promise<void>; lookNow: () => Promise<void> },
): Promise<Told[]> => {
  const { simulation, faults, hub } = world;
  const { dice, after } = simulation;
  const told: Told[] = [];
  let open = 0;
  let background = 0;
  for (const call of calls) {
    const copies = faults.strikes('sent-twice') ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      open++;
      after(call.atMs + copy * dice.share() * 2_000, () => {
        void postUntilAnswered(world, call).then((answers) => {
          told.push(...answers);
          open--;
        });
      });
    }
  }
  const every = (milliseconds: number, act: () => Promise<unknown>): void => {
    after(dice.share() * 2 * milliseconds, () => {
      if (open === 0) return;
      background++;
      void act()
        .catch(() => undefined)
        .then(() => background--);
      every(milliseconds, act);
    });
  };
  const compactEveryMs = dice.pick([0.5, 2, 5]) * minuteMs;
  every(compactEveryMs, async () => {
    const overlapping = faults.strikes('compactor-overlap') ? [hub.compact()] : [];
    await Promise.allSettled([hub.compact(), ...overlapping]);
  });
  // Sweeps mend what others broke: without them the rest must be right, too.
  if (dice.chance(0.6)) every(minuteMs, () => tick(world));
  const lastMs = Math.max(...calls.map(({ atMs }) => atMs));
  for (const which of [0, 1] as const)
    if (dice.chance(0.4)) {
      background++;
      after(dice.share() * lastMs, () => void beginRebuild(world, which).then(() => background--));
    }
  every(minuteMs / 3, look);
  every(minuteMs / 4, lookNow);
  await simulation.run(() => open === 0 && background === 0);
  return told;
};
