import type { Told } from './checks.ts';
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

/** Plays the workload while the compactor comes and goes and someone looks. */
export const play = async (
  world: World,
  calls: readonly Call[],
  look: () => Promise<void>,
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
  every(minuteMs / 3, look);
  await simulation.run(() => open === 0 && background === 0);
  return told;
};
