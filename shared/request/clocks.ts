import type { Instant } from '../instant.ts';
import type { RequestState } from './state.ts';

/** A clock as of an instant: what it shows, in milliseconds, and whether it goes on. */
export type ClockReading = { readonly ms: number; readonly running: boolean };

type Span = { readonly from: number; readonly until: number };

/** How long at least one of the spans lasted: those that overlap count once. */
const coveredMs = (spans: readonly Span[]): number => {
  let covered = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    covered += Math.max(0, until - Math.max(from, end));
    end = Math.max(end, until);
  }
  return covered;
};

/**
 * The clock `elapsed`: from the submission to the end, without the times between an end and the reopening that undid it.
 * @returns null where no submission is known
 */
export const elapsedAt = ({ received, ended, closures }: RequestState, at: Instant): ClockReading | null => {
  if (received === undefined) return null;
  const stop = ended ?? at;
  const closed = closures.map((closure) => ({
    from: Math.max(closure.ended, received),
    until: Math.min(closure.reopened, stop),
  }));
  return { ms: Math.max(0, stop - received - coveredMs(closed)), running: ended === undefined };
};

/** How long the office waited: for the applicant, or on a legal ground. Waiting for two things at once counts once. */
export const pausedAt = ({ pauses }: RequestState, at: Instant): ClockReading => ({
  ms: coveredMs(pauses.map(({ from, until }) => ({ from, until: until ?? Math.max(from, at) }))),
  running: pauses.some(({ until }) => until === undefined),
});
