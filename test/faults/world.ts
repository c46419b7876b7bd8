import type { Faults } from './faults-by-seed.ts';
import type { Hub } from './hub.ts';
import type { Simulation } from './simulation.ts';

/** What one run consists of. */
export type World = { readonly simulation: Simulation; readonly faults: Faults; readonly hub: Hub };

/** Runs something of the hub's to its end on the virtual clock. */
export const finish = async <T>({ simulation }: World, doing: Promise<T>): Promise<T> => {
  let isOver = false;
  const watched = doing.finally(() => {
    isOver = true;
  });
  watched.catch(() => undefined);
  await simulation.run(() => isOver);
  return watched;
};

/** Lets so many milliseconds go by. */
export const pass = (world: World, milliseconds: number): Promise<void> =>
  finish(world, world.simulation.sleep(milliseconds));
