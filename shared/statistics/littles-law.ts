import type { Stay } from './stays.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How many were open, how many came and how long they stayed; over one time. */
export type LittlesLaw = {
  readonly days: number;
  /** L: open on average over the time, by integration. */
  readonly meanOpen: number | null;
  /** λ: received, reopened and transferred in. */
  readonly arrivals: number;
  readonly arrivalsPerDay: number | null;
  /** W: how long those stayed that ceased to be open in the time, from before it where they came before. */
  readonly timeInSystem: { readonly unit: 'h'; readonly n: number; readonly mean: number | null };
  /** λ·W, how many should be open if the law held. */
  readonly expectedOpen: number | null;
  /** λ·W over L. */
  readonly ratio: number | null;
  /** Where both are 0 the law holds exactly. */
  readonly openAtStart: number;
  readonly openAtEnd: number;
};

/** What is added up of stays over a time. Milliseconds. */
export type LawSums = {
  openMs: number;
  stayedMs: number;
  arrivals: number;
  departures: number;
  openAtStart: number;
  openAtEnd: number;
};

export const emptyLaw = (): LawSums => ({
  openMs: 0,
  stayedMs: 0,
  arrivals: 0,
  departures: 0,
  openAtStart: 0,
  openAtEnd: 0,
});

/**
 * Adds a stay that reaches into a time.
 * @param from the first instant of the time
 * @param until the first one after it
 */
export const addStay = (
  sums: LawSums,
  { begin, end }: Pick<Stay, 'begin' | 'end'>,
  from: number,
  until: number,
): void => {
  // An end that has not come, NaN, fails every comparison.
  const isGone = end < until;
  sums.openMs += (isGone ? end : until) - (begin < from ? from : begin);
  if (begin < from) sums.openAtStart++;
  else sums.arrivals++;
  if (isGone) {
    sums.departures++;
    sums.stayedMs += end - begin;
  } else sums.openAtEnd++;
};

/**
 * Little's law, L = λ·W (Little 1961), held against the stays of a time that is so many milliseconds long. It is an identity
 * for a time that begins and ends with nothing open; otherwise those open at its edges count in L and not in W, or in W with
 * a time that is not in L.
 */
export const littlesLaw = (sums: LawSums, lengthMs: number): LittlesLaw => {
  const { openMs, stayedMs, arrivals, departures, openAtStart, openAtEnd } = sums;
  const meanOpen = lengthMs > 0 ? openMs / lengthMs : null;
  const arrivalsPerDay = lengthMs > 0 ? arrivals / (lengthMs / dayMs) : null;
  const meanMs = departures === 0 ? null : stayedMs / departures;
  const expectedOpen = arrivalsPerDay === null || meanMs === null ? null : arrivalsPerDay * (meanMs / dayMs);
  return {
    days: lengthMs / dayMs,
    meanOpen,
    arrivals,
    arrivalsPerDay,
    timeInSystem: { unit: 'h', n: departures, mean: meanMs === null ? null : meanMs / hourMs },
    expectedOpen,
    ratio: expectedOpen === null || meanOpen === null || meanOpen === 0 ? null : expectedOpen / meanOpen,
    openAtStart,
    openAtEnd,
  };
};
