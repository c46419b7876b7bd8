/** A share with how sure we are of it. With n = 0 there is no share: null, never 0 or 1. */
export type Share = {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly confidence: 0.95;
};

/** The standard normal's 97.5% point. */
export const z = 1.959963984540054;

/** `k` of `n` with the 95% Wilson score interval, without continuity correction (Wilson 1927). */
export const share = (k: number, n: number): Share => {
  if (n === 0) return { value: null, low: null, high: null, n, confidence: 0.95 };
  const p = k / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  const low = k === 0 ? 0 : Math.max(0, (centre - spread) / scale);
  const high = k === n ? 1 : Math.min(1, (centre + spread) / scale);
  return { value: p, low, high, n, confidence: 0.95 };
};
