import { binomial, sumOf } from './binomial.ts';
import { clamp, type Limits, limitsOf, noLimits, type Position, positionOf } from './funnel.ts';
import type { Judged } from './judged.ts';
import { z } from './wilson.ts';

/** The requests of one procedure in one office, beside those of the same procedure in all offices, this one among them. */
export type Stratum = Judged & { readonly procedure: string | null; readonly everywhere: Judged };

/** Observed over expected, with the interval of the observed; null where none are expected. */
export type Ratio = {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: 0.95;
};

/**
 * A ratio of an observed count to an expected one, with Byar's approximation of the exact Poisson interval of the observed
 * (Breslow and Day 1987, p. 69). The expected is taken as known.
 */
export const ratioOf = (observed: number, expected: number): Ratio => {
  if (expected === 0) return { value: null, low: null, high: null, confidence: 0.95 };
  const next = observed + 1;
  const low = observed === 0 ? 0 : observed * (1 - 1 / (9 * observed) - z / (3 * Math.sqrt(observed))) ** 3;
  const high = next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3;
  return { value: observed / expected, low: low / expected, high: high / expected, confidence: 0.95 };
};

export type Standardised = {
  /** On time, had each of the office's procedures been as punctual here as in all offices together. */
  readonly expectedOnTime: number | null;
  readonly standardisedShare: number | null;
  readonly ratio: Ratio;
  readonly standardisedLimits: Limits;
  readonly standardisedPosition: Position;
};

/**
 * Indirect standardisation: what an office's lateness is to that expected of its procedures, and where it lies among what
 * chance would make of these. Each request is on time with its procedure's share, so that the count on time is a Poisson
 * binomial, whose limits are exact.
 * @param all the requests of all offices and procedures: their late share is the scale on which the ratio is shown as a share
 */
export const standardised = (strata: readonly Stratum[], all: Judged): Standardised => {
  const sum = (of: (stratum: Stratum) => number) => strata.reduce((total, each) => total + of(each), 0);
  const n = sum((stratum) => stratum.n);
  const late = sum((stratum) => stratum.late);
  const expected = sum(({ n: here, everywhere }) => (here * everywhere.late) / everywhere.n);
  const shareOf = (onTime: number): number | null =>
    expected === 0 ? null : clamp(1 - ((n - onTime) / expected) * (all.late / all.n));
  const chances = strata.map(({ n: here, everywhere }) =>
    binomial(here, (everywhere.n - everywhere.late) / everywhere.n),
  );
  const limits = n === 0 ? noLimits : limitsOf(sumOf(chances), shareOf);
  return {
    expectedOnTime: n === 0 ? null : n - expected,
    standardisedShare: shareOf(n - late),
    ratio: ratioOf(late, expected),
    standardisedLimits: limits,
    standardisedPosition: positionOf(n - late, limits),
  };
};
