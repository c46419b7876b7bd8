import { firstWhere } from './sorting.ts';

/**
 * What befell requests, by the stretches of time between censorings. In a stretch only ends take anyone out of those at
 * risk, so what is multiplied or summed over its ends telescopes: Π (n − d)/n to a plain ratio, Σ d/(n(n − d)) to a difference.
 */
export type AtRisk = {
  /** How many ends came before each stretch; then, how many there are. */
  readonly before: readonly number[];
  /** How many were at risk when each stretch began. */
  readonly atRisk: readonly number[];
  /** The share that had not ended when each stretch began, by the product limit; then, when the last one ended. */
  readonly survival: readonly number[];
};

/**
 * @param ends ascending times of what ended
 * @param censored ascending times after which nothing is known; those censored at t are at risk at t
 */
export const atRiskOf = (ends: Float64Array, censored: Float64Array): AtRisk => {
  const before = [0];
  const atRisk: number[] = [];
  const survival = [1];
  let left = 1;
  let ended = 0;
  for (let gone = 0; gone <= censored.length && ended < ends.length; gone++) {
    const limit = censored[gone] ?? Number.POSITIVE_INFINITY;
    const first = ended;
    while (ended < ends.length && (ends[ended] ?? 0) <= limit) ended++;
    if (ended === first) continue;
    const n = ends.length - first + censored.length - gone;
    left = (left * (n - (ended - first))) / n;
    before.push(ended);
    atRisk.push(n);
    survival.push(left);
  }
  return { before, atRisk, survival };
};

/** The stretch that holds the i-th end, counted from 1. */
export const stretchOf = ({ atRisk, before }: AtRisk, i: number): number =>
  firstWhere(0, atRisk.length - 1, (k) => (before[k + 1] ?? 0) >= i);
