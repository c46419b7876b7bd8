import { type AtRisk, atRiskOf, stretchOf } from './at-risk.ts';
import { isAtMostOneIn } from './exact-share.ts';
import { countUpTo, firstWhere } from './sorting.ts';
import { z } from './wilson.ts';

/** The quantiles that are answered, as one in how many requests is still open then. */
const quantiles = { median: 2, p75: 4, p90: 10 } as const;
type Quantile = keyof typeof quantiles;

export type Limits = { readonly low: number | null; readonly high: number | null };

/** How long requests take, those counted that are still open; hours. */
export type Survival = {
  readonly unit: 'h';
  readonly n: number;
  readonly events: number;
  readonly censored: number;
  readonly intervals: Readonly<Record<Quantile, Limits>>;
  readonly confidence: 0.95;
} & Readonly<Record<Quantile, number | null>>;

/** The curve after so many events, counted from 1: the share that is left, and Greenwood's sum. */
type Step = { readonly survival: number; readonly greenwood: number };

/** The Kaplan-Meier curve of events that came in ascending order. */
export type KaplanMeier = {
  readonly events: Float64Array;
  readonly risk: AtRisk;
  readonly after: (count: number) => Step;
};

/** The product limit (Kaplan and Meier 1958) with Greenwood's sum (1926), of ascending times; see `atRiskOf`. */
export const kaplanMeier = (events: Float64Array, censored: Float64Array): KaplanMeier => {
  const risk = atRiskOf(events, censored);
  const { before, atRisk, survival } = risk;
  const greenwood = [0];
  /** d/(n(n − d)) of so many ends of a stretch. */
  const sum = (stretch: number, ended: number): number => {
    const n = atRisk[stretch] ?? 0;
    return ended / (n * (n - ended));
  };
  for (let k = 0; k < atRisk.length; k++)
    greenwood.push((greenwood[k] ?? 0) + sum(k, (before[k + 1] ?? 0) - (before[k] ?? 0)));
  const after = (count: number): Step => {
    if (count === 0) return { survival: 1, greenwood: 0 };
    const k = stretchOf(risk, count);
    const n = atRisk[k] ?? 0;
    const ended = count - (before[k] ?? 0);
    return {
      survival: ((survival[k] ?? 0) * (n - ended)) / n,
      greenwood: (greenwood[k] ?? 0) + sum(k, ended),
    };
  };
  return { events, risk, after };
};

/**
 * The 95% band of a step, on the scale of log(−log S) so that it stays within 0 and 1 (Kalbfleisch and Prentice 1980). Null
 * where S is 1 or 0: there the formula says nothing.
 */
export const bandOf = ({ survival, greenwood }: Step): Limits => {
  if (survival <= 0 || survival >= 1) return { low: null, high: null };
  const hazard = -Math.log(survival);
  const factor = Math.exp((z * Math.sqrt(greenwood)) / hazard);
  return { low: Math.exp(-hazard * factor), high: Math.exp(-hazard / factor) };
};

/** After how many events at most one in `parts` is left, decided in whole numbers where rounding could decide it. */
const quantileCount = ({ events, risk, after }: KaplanMeier, parts: number): number => {
  // Each stretch rounds twice.
  const bound = 1 + (2 * risk.atRisk.length + 4) * Number.EPSILON;
  const count = firstWhere(1, events.length + 1, (i) => after(i).survival * parts <= bound);
  if (count > events.length) return count;
  // One end more lowers S by far more than the bound.
  return after(count).survival * parts * bound < 1 || isAtMostOneIn(risk, count, parts) ? count : count + 1;
};

type Scale = { readonly h: number; readonly error: number };

/**
 * After how many events, from `first` to `last` (infinitely many where it is not), the band's lower (−1) or upper (1) limit is at most one in `parts` for the first time
 * (Brookmeyer and Crowley 1982, with the log-log band): where h = x(log x − log log parts), x = −log S, is at least −z or z standard
 * errors. The limits need not fall with time, so each step counts; many are ruled out at once, since between two steps x and the
 * error only grow and h, convex, is nowhere larger than at one of the two.
 */
const limitCount = (
  { events, after }: KaplanMeier,
  parts: number,
  side: -1 | 1,
  first: number,
  last: number,
): number => {
  const level = Math.log(Math.log(parts));
  const scaleAt = (count: number): Scale => {
    const { survival, greenwood } = after(count);
    const x = -Math.log(survival);
    return { h: x * (Math.log(x) - level), error: z * Math.sqrt(greenwood) };
  };
  const mayCross = (a: Scale, b: Scale): boolean => Math.max(a.h, b.h) >= (side === 1 ? a.error : -b.error);
  const firstWithin = (from: number, a: Scale, to: number, b: Scale): number | undefined => {
    if (!mayCross(a, b)) return undefined;
    const time = events[to - 1];
    // Of events at the same time only the last is a step of the curve.
    if (events[from - 1] === time) return events[to] !== time && mayCross(b, b) ? to : undefined;
    const middle = (from + to) >>> 1;
    return (
      firstWithin(from, a, middle, scaleAt(middle)) ?? firstWithin(middle + 1, scaleAt(middle + 1), to, b)
    );
  };
  if (first > last) return Number.POSITIVE_INFINITY;
  return firstWithin(first, scaleAt(first), last, scaleAt(last)) ?? Number.POSITIVE_INFINITY;
};

const hours = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : milliseconds / 3_600_000;

/**
 * The median and further quantiles of the Kaplan-Meier curve with the limits of its 95% band; null where these are not reached.
 * @param events ascending milliseconds to what ended as it should; none negative
 * @param censored ascending milliseconds to where it is no longer known of the others
 */
export const survivalOf = (events: Float64Array, censored: Float64Array): Survival => {
  const curve = kaplanMeier(events, censored);
  const timeAt = (count: number) => hours(events[count - 1] ?? null);
  // Where all have ended there is no band.
  const last = curve.after(events.length).survival > 0 ? events.length : events.length - 1;
  let [low, high] = [1, 1];
  /** Those of fewer left come later, and a quantile lies between its limits: so each search begins where one ended. */
  const next = (parts: number) => {
    const count = quantileCount(curve, parts);
    const time = events[count - 1];
    const step = time === undefined ? last : Math.min(last, countUpTo(events, time));
    low = limitCount(curve, parts, -1, low, step);
    high = limitCount(curve, parts, 1, Math.max(high, count), last);
    return { at: timeAt(count), limits: { low: timeAt(low), high: timeAt(high) } };
  };
  const [median, p75, p90] = [next(quantiles.median), next(quantiles.p75), next(quantiles.p90)];
  return {
    unit: 'h',
    n: events.length + censored.length,
    events: events.length,
    censored: censored.length,
    median: median.at,
    p75: p75.at,
    p90: p90.at,
    intervals: { median: median.limits, p75: p75.limits, p90: p90.limits },
    confidence: 0.95,
  };
};
