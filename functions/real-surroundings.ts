import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '../shared/instant.ts';
import type { Surroundings } from '../shared/surroundings.ts';

/** The clock, chance and time that a deployed function lives in. */
export const realSurroundings: Surroundings = {
  now: () => instant(Date.now()),
  random: Math.random,
  sleep: (milliseconds) => sleep(milliseconds),
};
