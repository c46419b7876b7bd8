import type { WorkingTime } from '../calendar/working-time.ts';
import { type Instant, instant } from '../instant.ts';
import type { RequestState } from './state.ts';

/** A clock as of an instant: what it shows, in milliseconds, and whether it goes on. */
export type ClockReading = { readonly ms: number; readonly running: boolean };

export type Span = { readonly from: Instant; readonly until: Instant };

/** Milliseconds that count between two instants. */
type Measure = (from: Instant, until: Instant) => number;

export const wallMs: Measure = (from, until) => until - from;

/** What is left of a span without others, which may overlap; each part is measured and the measures are added. */
export const measured = (span: Span, without: readonly Span[], measure: Measure): number => {
  let sum = 0;
  let { from } = span;
  for (const gap of without.toSorted((a, b) => a.from - b.from)) {
    const until = instant(Math.min(gap.from, span.until));
    if (until > from) sum += measure(from, until);
    from = instant(Math.max(from, gap.until));
  }
  return span.until > from ? sum + measure(from, span.until) : sum;
};

const closuresOf = ({ closures }: RequestState): Span[] =>
  closures.map(({ ended, reopened }) => ({ from: ended, until: reopened }));

const pausesOf = ({ pauses }: RequestState, stop: Instant): Span[] =>
  pauses.map(({ from, until = stop }) => ({ from, until }));

const isWaiting = ({ pauses }: RequestState): boolean => pauses.some(({ until }) => until === undefined);

/** What the office works on: from the acceptance, or else the submission, to the end. */
const workOf = ({ accepted, received, ended }: RequestState, at: Instant): Span | undefined => {
  const from = accepted ?? received;
  return from === undefined ? undefined : { from, until: ended ?? at };
};

/**
 * The clock `elapsed`: from the submission to the end, without the times between an end and the reopening that undid it.
 * @returns null where no submission is known
 */
export const elapsedAt = (state: RequestState, at: Instant): ClockReading | null => {
  const { received: from, ended } = state;
  if (from === undefined) return null;
  const ms = measured({ from, until: ended ?? at }, closuresOf(state), wallMs);
  return { ms, running: ended === undefined };
};

/**
 * The clock `working`: what the office worked from the acceptance (or else the submission) to the end, without the times
 * between an end and the reopening that undid it.
 * @returns null where neither is known
 */
export const workingAt = (
  state: RequestState,
  at: Instant,
  { workingMs }: Pick<WorkingTime, 'workingMs'>,
): ClockReading | null => {
  const work = workOf(state, at);
  if (work === undefined) return null;
  return { ms: measured(work, closuresOf(state), workingMs), running: state.ended === undefined };
};

/**
 * The clock `accountable`: `working` without the time in which the office waited, for the applicant or on a legal ground.
 * Waiting for two things at once counts once.
 * @returns null where neither acceptance nor submission is known
 */
export const accountableAt = (
  state: RequestState,
  at: Instant,
  { workingMs }: Pick<WorkingTime, 'workingMs'>,
): ClockReading | null => {
  const work = workOf(state, at);
  if (work === undefined) return null;
  return {
    ms: measured(work, [...closuresOf(state), ...pausesOf(state, work.until)], workingMs),
    running: state.ended === undefined && !isWaiting(state),
  };
};

/** How long the office waited: for the applicant, or on a legal ground. Waiting for two things at once counts once. */
export const pausedAt = (state: RequestState, at: Instant): ClockReading => {
  const pauses = pausesOf(state, at);
  const from = instant(Math.min(at, ...pauses.map((pause) => pause.from)));
  const until = instant(Math.max(at, ...pauses.map((pause) => pause.until)));
  return { ms: until - from - measured({ from, until }, pauses, wallMs), running: isWaiting(state) };
};
