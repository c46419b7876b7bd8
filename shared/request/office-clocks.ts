import type { WorkingTime } from '../calendar/working-time.ts';
import { type Instant, instant } from '../instant.ts';
import type { RequestState } from './state.ts';

/** A clock as of an instant: what it shows, in milliseconds, and whether it goes on. */
export type OfficeClock = { readonly ms: number; readonly running: boolean };

type Span = { readonly from: Instant; readonly until: Instant };

/** What is left of a span without others, which may overlap; each part is measured and the measures are added. */
const measured = (span: Span, without: readonly Span[], measure: WorkingTime['workingMs']): number => {
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

const spanOf = ({ accepted, received, ended }: RequestState, at: Instant): Span | undefined => {
  const from = accepted ?? received;
  return from === undefined ? undefined : { from, until: ended ?? at };
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
): OfficeClock | null => {
  const span = spanOf(state, at);
  if (span === undefined) return null;
  return { ms: measured(span, closuresOf(state), workingMs), running: state.ended === undefined };
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
): OfficeClock | null => {
  const span = spanOf(state, at);
  if (span === undefined) return null;
  const isWaiting = state.pauses.some(({ until }) => until === undefined);
  return {
    ms: measured(span, [...closuresOf(state), ...pausesOf(state, span.until)], workingMs),
    running: state.ended === undefined && !isWaiting,
  };
};
