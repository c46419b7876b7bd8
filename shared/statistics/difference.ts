/** A figure with its interval; null where there is none, or where a limit is not reached. */
export type Estimate = {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** Whether the interval of a difference leaves 0 out. `undecidable`: it is not there, or open on the side that would tell. */
export const verdicts = ['higher', 'lower', 'no-difference-shown', 'undecidable'] as const;
export type Verdict = (typeof verdicts)[number];

export type Difference = Estimate & { readonly verdict: Verdict };

const minus = (a: number | null, b: number | null): number => (a ?? Number.NaN) - (b ?? Number.NaN);
const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

const verdictOf = ({ low, high }: Estimate): Verdict => {
  if (low !== null && low > 0) return 'higher';
  if (high !== null && high < 0) return 'lower';
  return low === null || high === null ? 'undecidable' : 'no-difference-shown';
};

/**
 * How much higher one figure is than another that does not depend on it, with the interval made of theirs: method of variance
 * estimates recovery (Zou and Donner 2008). Of two shares with Wilson intervals it is method 10 of Newcombe (1998).
 */
export const difference = (a: Estimate, b: Estimate): Difference => {
  const value = minus(a.value, b.value);
  const estimate = {
    value: orNull(value),
    low: orNull(value - Math.hypot(minus(a.value, a.low), minus(b.high, b.value))),
    high: orNull(value + Math.hypot(minus(a.high, a.value), minus(b.value, b.low))),
  };
  return { ...estimate, verdict: verdictOf(estimate) };
};
