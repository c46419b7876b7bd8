import type { Instant } from '../instant.ts';
import type { ProcessingTimesBlock } from './as-known.ts';
import { elapsed } from './clock.ts';
import { resolutionsIn } from './resolved.ts';
import { paused } from './working-clock.ts';

const hourMs = 3_600_000;

/** How much of their elapsed time resolved requests waited for the citizen or on a legal ground. */
export type PauseShare = {
  /** Of all their hours together; null where there are none. */
  readonly value: number | null;
  readonly n: number;
  readonly pausedHours: number;
  readonly elapsedHours: number;
};

export type Pausing = { n: number; pausedMs: number; elapsedMs: number };

export const emptyPausing = (): Pausing => ({ n: 0, pausedMs: 0, elapsedMs: 0 });

/** Counts some lines of a block that is as known at `asOf`. What ended before it was submitted has no time. */
export const addPausing = (
  sum: Pausing,
  block: ProcessingTimesBlock,
  lines: ArrayLike<number>,
  asOf: Instant,
): void => {
  const { received, ended, outcome, pauses, closures } = block.columns.column;
  const isResolution = resolutionsIn(outcome);
  // Most blocks have none of either.
  const [isReopened, isPaused] = [closures.values.length > 1, pauses.values.length > 1];
  const elapsedOf = elapsed(block, asOf);
  const pausedOf = paused(block, asOf);
  let [n, elapsedMs, pausedMs] = [0, 0, 0];
  for (let i = 0; i < lines.length; i++) {
    const index = lines[i] ?? 0;
    // NaN while it is open.
    const span = (ended[index] ?? Number.NaN) - (received[index] ?? Number.NaN);
    if (!(span >= 0) || isResolution[outcome.codes[index] ?? 0] === 0) continue;
    n++;
    elapsedMs += isReopened ? elapsedOf(index) : span;
    if (isPaused) pausedMs += pausedOf(index);
  }
  sum.n += n;
  sum.elapsedMs += elapsedMs;
  sum.pausedMs += pausedMs;
};

export const pauseShareOf = ({ n, pausedMs, elapsedMs }: Pausing): PauseShare => ({
  value: elapsedMs > 0 ? pausedMs / elapsedMs : null,
  n,
  pausedHours: pausedMs / hourMs,
  elapsedHours: elapsedMs / hourMs,
});
