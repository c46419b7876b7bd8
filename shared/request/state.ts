import type { Factor } from '../../events/feedback-given.ts';
import type { Instant } from '../instant.ts';

/** Where a request stands, in the words of the counter. */
export type Status = 'unsubmitted' | 'submitted' | 'accepted' | 'in-progress' | 'resolved' | 'withdrawn';

/** How a request ended. */
export type Outcome = 'granted' | 'denied' | 'partial' | 'done' | 'withdrawn';

/** One survey of one request: asked, answered or both. */
export type Survey = {
  readonly survey: string;
  readonly surveyVersion: number;
  readonly invited?: Instant;
  readonly answered?: Instant;
  readonly overall?: number;
  readonly courtesy?: number;
  readonly factors?: Readonly<Partial<Record<Factor, number>>>;
};

/** A request as its events tell it, in the order of (time, version). */
export type RequestState = {
  readonly request: string;
  /** The agency that has the request now. */
  readonly holder?: string;
  readonly unit?: string;
  readonly official?: string;
  readonly procedure?: string;
  readonly procedureVersion?: number;
  readonly channel?: string;
  readonly applicantKind?: string;
  readonly received?: Instant;
  readonly accepted?: Instant;
  readonly due?: Instant;
  readonly ended?: Instant;
  readonly outcome?: Outcome;
  readonly stepsCompleted: number;
  readonly surveys: readonly Survey[];
};

export const initialState = (request: string): RequestState => ({
  request,
  stepsCompleted: 0,
  surveys: [],
});

export const statusOf = (state: RequestState): Status => {
  if (state.outcome !== undefined) return state.outcome === 'withdrawn' ? 'withdrawn' : 'resolved';
  if (state.stepsCompleted > 0 || state.unit !== undefined) return 'in-progress';
  if (state.accepted !== undefined) return 'accepted';
  return state.received === undefined ? 'unsubmitted' : 'submitted';
};
