import type { Instant } from './instant.ts';

/** What code with retries takes from the world outside, so that tests can decide it. */
export type Surroundings = {
  readonly now: () => Instant;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
};
