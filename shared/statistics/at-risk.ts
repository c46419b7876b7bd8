/**
 * What befell requests, by the stretches of time between censorings. In a stretch only ends take anyone out of those at
 * risk, so what is multiplied or summed over its ends telescopes: Π (n − d)/n to a plain ratio, Σ d/(n(n − d)) to a difference.
 */
export type AtRisk = {
  readonly stretches: number;
  /** How many ends came before each stretch; then, how many there are. */
  readonly before: Int32Array;
  /** How many were at risk when each stretch began. */
  readonly atRisk: Int32Array;
  /** The share that had not ended when each stretch began, by the product limit; then, when the last one ended. */
  readonly survival: Float64Array;
};

/**
 * @param ends ascending times of what ended
 * @param censored ascending times after which nothing is known; those censored at t are at risk at t
 */
export const atRiskOf = (ends: Float64Array, censored: Float64Array): AtRisk => {
  const most = Math.min(ends.length, censored.length + 1);
  const before = new Int32Array(most + 1);
  const atRisk = new Int32Array(most);
  const survival = new Float64Array(most + 1).fill(1, 0, 1);
  let stretches = 0;
  let ended = 0;
  for (let gone = 0; gone <= censored.length && ended < ends.length; gone++) {
    const limit = censored[gone] ?? Number.POSITIVE_INFINITY;
    const first = ended;
    while (ended < ends.length && (ends[ended] ?? 0) <= limit) ended++;
    if (ended === first) continue;
    const n = ends.length - first + censored.length - gone;
    atRisk[stretches] = n;
    survival[stretches + 1] = ((survival[stretches] ?? 0) * (n - (ended - first))) / n;
    before[++stretches] = ended;
  }
  return { stretches, before, atRisk, survival };
};

/** The stretch that holds the i-th end, counted from 1. */
export const stretchOf = ({ stretches, before }: AtRisk, i: number): number => {
  let low = 0;
  let high = stretches - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((before[middle + 1] ?? 0) < i) low = middle + 1;
    else high = middle;
  }
  return low;
};
