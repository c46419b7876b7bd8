import { binomial, type Distribution } from './binomial.ts';

/** The two-sided limits of a funnel: the name of each, and the chance to lie beyond it on one side. */
const tails = { p95: 0.025, p998: 0.001 } as const;
export type Level = keyof typeof tails;

/** A quantile of a count: the count, and the interpolated one for lines that do not jump from n to n. */
export type Quantile = { readonly count: number; readonly interpolated: number };

/** Sums of chances are wrong in their last digits: a quantile that is met exactly must not be missed for that. */
const rounding = 1e-12;

/**
 * The smallest count r with P(R ≤ r) ≥ p, and r − (F(r) − p) / (F(r) − F(r − 1)), which lies between r − 1 and r
 * (Spiegelhalter 2005, appendix A.1.1).
 * Where only one count is possible there is nothing to interpolate.
 */
export const quantileOf = ({ first, masses }: Distribution, p: number): Quantile => {
  let below = 0;
  let index = 0;
  while (index < masses.length - 1 && below + (masses[index] ?? 0) < p - rounding)
    below += masses[index++] ?? 0;
  const mass = masses[index] ?? 1;
  const count = first + index;
  const beyond = masses.length === 1 ? 0 : Math.max(0, below + mass - p) / mass;
  return { count, interpolated: count - beyond };
};

/** What is within the limits: shares for drawing the funnel, and the fewest and the most cases by which an office is judged. */
export type Limits = Readonly<
  Record<
    Level,
    {
      readonly low: number | null;
      readonly high: number | null;
      readonly fewest: number | null;
      readonly most: number | null;
    }
  >
>;

const nothing = { low: null, high: null, fewest: null, most: null };
export const noLimits: Limits = { p95: nothing, p998: nothing };

export const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/** The limits of a count with this distribution. @param shareOf what share a count, also a broken one, stands for */
export const limitsOf = (distribution: Distribution, shareOf: (count: number) => number | null): Limits => {
  const at = (level: Level) => {
    const low = quantileOf(distribution, tails[level]);
    const high = quantileOf(distribution, 1 - tails[level]);
    return {
      low: shareOf(low.interpolated),
      high: shareOf(high.interpolated),
      fewest: low.count,
      most: high.count,
    };
  };
  return { p95: at('p95'), p998: at('p998') };
};

/** Exact binomial funnel limits around a target share, at 95% and 99.8%; null without cases. */
export const funnelLimits = (n: number, target: number): Limits =>
  n === 0 ? noLimits : limitsOf(binomial(n, target), (count) => clamp(count / n));

/** Where a count lies: beyond a limit when its chance, or that of one still further out, is at most 2.5% or 0.1%. */
export const positions = ['above-998', 'above-95', 'within', 'below-95', 'below-998', 'no-cases'] as const;
export type Position = (typeof positions)[number];

/**
 * By the counts and not by the interpolated shares: 10 of 10 lies above the interpolated limit of 97.7% around a target of 80%,
 * though one office of nine reaches it by chance.
 */
export const positionOf = (count: number, { p95, p998 }: Limits): Position => {
  if (p95.fewest === null || p95.most === null || p998.fewest === null || p998.most === null)
    return 'no-cases';
  if (count > p998.most) return 'above-998';
  if (count > p95.most) return 'above-95';
  if (count < p998.fewest) return 'below-998';
  return count < p95.fewest ? 'below-95' : 'within';
};

/** How many of so many offices lie beyond the limits when none differs from the others: at most these, by chance alone. */
export const byChance = (
  offices: number,
): { readonly offices: number } & Readonly<Record<Level, number>> => ({
  offices,
  p95: offices * 2 * tails.p95,
  p998: offices * 2 * tails.p998,
});
