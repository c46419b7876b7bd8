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

/**
 * Little's law, L = λ·W (Little 1961), held against stays over a time. It is an identity for a time that begins and ends with
 * nothing open; otherwise those open at its edges count in L and not in W, or with a time in W that is not in L.
 * @param from the first instant of the time
 * @param until the first one after it
 */
export const littlesLaw = (stays: readonly Stay[], from: number, until: number): LittlesLaw => {
  const length = Math.max(until - from, 0);
  let openMs = 0;
  let [arrivals, departures, stayedMs] = [0, 0, 0];
  let [openAtStart, openAtEnd] = [0, 0];
  for (const { begin, end } of stays) {
    // An end that has not come, NaN, fails every comparison.
    if (begin >= until || end < from) continue;
    openMs += (end < until ? end : until) - Math.max(begin, from);
    if (begin < from) openAtStart++;
    else arrivals++;
    if (end < until) {
      departures++;
      stayedMs += end - begin;
    } else openAtEnd++;
  }
  const meanOpen = length === 0 ? null : openMs / length;
  const arrivalsPerDay = length === 0 ? null : arrivals / (length / dayMs);
  const meanMs = departures === 0 ? null : stayedMs / departures;
  const expectedOpen = arrivalsPerDay === null || meanMs === null ? null : arrivalsPerDay * (meanMs / dayMs);
  return {
    days: length / dayMs,
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
