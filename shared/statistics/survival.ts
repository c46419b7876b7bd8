import { type AtRisk, atRiskOf, stretchOf } from './at-risk.ts';
import { isAtMostOneIn } from './exact-share.ts';
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
  const { stretches, before, atRisk, survival } = risk;
  const greenwood = new Float64Array(stretches + 1);
  /** d/(n(n − d)) of so many ends of a stretch. */
  const sum = (stretch: number, ended: number): number => {
    const n = atRisk[stretch] ?? 0;
    return ended / (n * (n - ended));
  };
  for (let k = 0; k < stretches; k++)
    greenwood[k + 1] = (greenwood[k] ?? 0) + sum(k, (before[k + 1] ?? 0) - (before[k] ?? 0));
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

/** The first of the counts from `low` on for which something holds, that holds for all after it too; `end` where there is none. */
const firstCount = (low: number, end: number, holds: (count: number) => boolean): number => {
  let [first, last] = [low, end];
  while (first < last) {
    const middle = (first + last) >>> 1;
    if (holds(middle)) last = middle;
    else first = middle + 1;
  }
  return first;
};

/** The first time at which at most one in `parts` is left, decided in whole numbers where rounding could decide it. */
const quantileOf = ({ events, risk, after }: KaplanMeier, parts: number): number | null => {
  // Each stretch rounds twice.
  const bound = 1 + (2 * risk.stretches + 4) * Number.EPSILON;
  const count = firstCount(1, events.length + 1, (i) => after(i).survival * parts <= bound);
  if (count > events.length) return null;
  // One end more lowers S by far more than the bound.
  const isReached = after(count).survival * parts * bound < 1 || isAtMostOneIn(risk, count, parts);
  return events[isReached ? count - 1 : count] ?? null;
};

/**
 * The first time at which the band's lower (−1) or upper (1) limit is at most one in `parts` (Brookmeyer and Crowley 1982, with
 * the log-log band): where h = x(log x − log log parts), x = −log S, is at least ∓ or ± z standard errors. The limits need not fall with
 * time, so each step counts; many are ruled out at once, since between two steps x and the error only grow and h, convex,
 * is nowhere larger than at one of the two.
 */
const limitOf = ({ events, after }: KaplanMeier, parts: number, side: -1 | 1): number | null => {
  const level = Math.log(Math.log(parts));
  const measure = (count: number) => {
    const { survival, greenwood } = after(count);
    const x = -Math.log(survival);
    return { h: x * (Math.log(x) - level), error: z * Math.sqrt(greenwood) };
  };
  const mayCross = (from: number, to: number): boolean => {
    const [a, b] = [measure(from), measure(to)];
    return Math.max(a.h, b.h) >= (side === 1 ? a.error : -b.error);
  };
  const firstWithin = (from: number, to: number): number | null => {
    if (from > to || !mayCross(from, to)) return null;
    const time = events[to - 1] ?? 0;
    if (events[from - 1] !== time) {
      const middle = (from + to) >>> 1;
      return firstWithin(from, middle) ?? firstWithin(middle + 1, to);
    }
    // Of events at the same time only the last is a step of the curve.
    return events[to] !== time && mayCross(to, to) ? time : null;
  };
  const hasEnd = after(events.length).survival > 0;
  return firstWithin(1, hasEnd ? events.length : events.length - 1);
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
  const at = (name: Quantile) => hours(quantileOf(curve, quantiles[name]));
  const within = (name: Quantile): Limits => ({
    low: hours(limitOf(curve, quantiles[name], -1)),
    high: hours(limitOf(curve, quantiles[name], 1)),
  });
  return {
    unit: 'h',
    n: events.length + censored.length,
    events: events.length,
    censored: censored.length,
    median: at('median'),
    p75: at('p75'),
    p90: at('p90'),
    intervals: { median: within('median'), p75: within('p75'), p90: within('p90') },
    confidence: 0.95,
  };
};
