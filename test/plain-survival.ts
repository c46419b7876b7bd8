import type { Limits } from '../shared/statistics/survival.ts';
import { type Fraction, fraction, isAtMost, numberOf, one, plus, times, zero } from './fractions.ts';

/** Kaplan-Meier and Aalen-Johansen by their definitions: in fractions, and without a thought for speed. */

const z = 1.959963984540054;

export type Step = { readonly time: number; readonly survival: Fraction; readonly greenwood: Fraction };

/** The curve by its definition: at each time with an event those at risk are counted anew. */
export const stepsOf = (events: readonly number[], censored: readonly number[]): Step[] => {
  const steps: Step[] = [];
  let survival = one;
  let greenwood = zero;
  for (const time of [...new Set(events)].sort((a, b) => a - b)) {
    const n = BigInt([...events, ...censored].filter((other) => other >= time).length);
    const d = BigInt(events.filter((other) => other === time).length);
    survival = times(survival, fraction(n - d, n));
    greenwood = n === d ? greenwood : plus(greenwood, fraction(d, n * (n - d)));
    steps.push({ time, survival, greenwood });
  }
  return steps;
};

export const limitsOf = ({ survival, greenwood }: Step): Limits => {
  const s = numberOf(survival);
  if (s === 0) return { low: null, high: null };
  const error = Math.sqrt(numberOf(greenwood)) / Math.abs(Math.log(s));
  const at = (normal: number) => Math.exp(-Math.exp(Math.log(-Math.log(s)) + normal * error));
  return { low: at(z), high: at(-z) };
};

/** The answer by its definition, without a thought for speed. */
export const plainSurvival = (events: readonly number[], censored: readonly number[]) => {
  const steps = stepsOf(events, censored);
  const quantile = (parts: bigint) =>
    steps.find(({ survival }) => isAtMost(survival, [1n, parts]))?.time ?? null;
  const limit = (parts: bigint, side: 'low' | 'high') =>
    steps.find((step) => (limitsOf(step)[side] ?? 2) <= 1 / Number(parts))?.time ?? null;
  const interval = (parts: bigint) => ({ low: limit(parts, 'low'), high: limit(parts, 'high') });
  return {
    unit: 'h' as const,
    n: events.length + censored.length,
    events: events.length,
    censored: censored.length,
    median: quantile(2n),
    p75: quantile(4n),
    p90: quantile(10n),
    intervals: { median: interval(2n), p75: interval(4n), p90: interval(10n) },
    confidence: 0.95 as const,
  };
};

export const ways = ['resolved', 'withdrawn', 'stopped', 'refused'] as const;
export type Way = (typeof ways)[number];
export type Sample = Readonly<Record<Way | 'open', readonly number[]>>;

/** Σ S(t−)·d/n by its definition, those at risk counted anew at each time. */
export const plainIncidence = (sample: Sample, until: number) => {
  const all = Object.values(sample).flat();
  const shares: Record<Way, Fraction> = { resolved: zero, withdrawn: zero, stopped: zero, refused: zero };
  let survival = one;
  for (const time of [...new Set(all)].sort((a, b) => a - b).filter((each) => each <= until)) {
    const n = BigInt(all.filter((other) => other >= time).length);
    let ended = 0n;
    for (const way of ways) {
      const d = BigInt(sample[way].filter((other) => other === time).length);
      shares[way] = plus(shares[way], times(survival, fraction(d, n)));
      ended += d;
    }
    survival = times(survival, fraction(n - ended, n));
  }
  return { ...shares, open: survival };
};
