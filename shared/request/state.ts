import type { Factor } from '../../events/feedback-given.ts';
import type { Status } from '../../events/status.ts';
import type { Instant } from '../instant.ts';

/** How a request ended. Only the first four are resolutions. */
export type Outcome = 'granted' | 'denied' | 'partial' | 'done' | 'refused' | 'withdrawn' | 'stopped';

/** A time in which the office waits: for the applicant, or on a legal ground. Without an `until` it goes on. */
export type Pause = {
  readonly kind: 'supplement' | 'payment' | 'suspension';
  readonly from: Instant;
  readonly until?: Instant;
};

/** A time between an end and the reopening that undid it. */
export type Closure = { readonly ended: Instant; readonly reopened: Instant; readonly outcome: Outcome };

/** From when an agency had the request: until the next holding, the last one until now. */
export type Holding = { readonly agency: string; readonly from: Instant };

/** A due date, and the instant from which it was known: until the next one, the last one until now. */
export type KnownDue = { readonly at: Instant; readonly due: Instant };

/** A step of the procedure: at work, done, or reported only when it was done. */
export type Step = {
  readonly step: string;
  /** The agency that had the request when the step was first reported. */
  readonly agency?: string;
  readonly started?: Instant;
  /** The unit that began it. */
  readonly startUnit?: string;
  readonly completed?: Instant;
  /** Who completed it, or began it where the completion does not say. */
  readonly unit?: string;
  readonly official?: string;
};

/** Which unit was responsible from when; none after a forwarding. */
export type UnitFrom = { readonly unit?: string; readonly from: Instant };

export type Apology = {
  readonly ground: 'late' | 'error';
  readonly at: Instant;
  readonly promised?: Instant;
};

/** A complaint about the handling: filed, answered or both. */
export type Complaint = {
  readonly complaint: string;
  readonly ground?: string;
  readonly filed?: Instant;
  readonly due?: Instant;
  readonly answered?: Instant;
};

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

/** What was taken back: how many events, and where the first submission among them had put the request. */
export type Retracted = {
  readonly events: number;
  readonly place?: { readonly agency: string; readonly received: Instant };
};

/** A request as its events tell it, in the order of (time, version). */
export type RequestState = {
  readonly request: string;
  /** The agency that has the request now. */
  readonly holder?: string;
  /** Every agency that had it and when, in order; none twice in a row. */
  readonly holdings: readonly Holding[];
  /** The agencies that received it or had it, the first one first. */
  readonly participants: readonly string[];
  /** The agency that it was handed in to. */
  readonly receivedBy?: string;
  readonly unit?: string;
  readonly official?: string;
  readonly procedure?: string;
  readonly procedureVersion?: number;
  readonly channel?: string;
  readonly applicantKind?: string;
  readonly received?: Instant;
  readonly accepted?: Instant;
  /** Working days that the acceptance allowed, where it said so. */
  readonly workingDays?: number;
  readonly due?: Instant;
  /** Every due date it ever had, in the order in which they were set. */
  readonly dues: readonly KnownDue[];
  readonly ended?: Instant;
  readonly outcome?: Outcome;
  readonly delivered?: Instant;
  /** In the order of their completions, those at work where they began. */
  readonly steps: readonly Step[];
  /** Every change of `unit`. */
  readonly units: readonly UnitFrom[];
  readonly pauses: readonly Pause[];
  /** How often the due date was moved. */
  readonly extensions: number;
  readonly apologies: readonly Apology[];
  readonly closures: readonly Closure[];
  readonly complaints: readonly Complaint[];
  readonly surveys: readonly Survey[];
  /** References of the people whose personal data were erased. */
  readonly erased: readonly string[];
  readonly retracted?: Retracted;
};

export const initialState = (request: string): RequestState => ({
  request,
  holdings: [],
  dues: [],
  participants: [],
  steps: [],
  units: [],
  pauses: [],
  extensions: 0,
  apologies: [],
  closures: [],
  complaints: [],
  surveys: [],
  erased: [],
});

const waitingFor = {
  supplement: 'awaiting-supplement',
  payment: 'awaiting-payment',
  suspension: 'suspended',
} as const satisfies Record<Pause['kind'], Status>;

/** The status of one that goes on: what it waits for counts before who is at work on it. */
const openStatus = (state: RequestState): Status => {
  const waiting = state.pauses.findLast(({ until }) => until === undefined);
  if (waiting !== undefined) return waitingFor[waiting.kind];
  const { steps, pauses, closures, unit } = state;
  const isAtWork = steps.length + pauses.length + closures.length > 0 || unit !== undefined;
  if (isAtWork) return 'in-progress';
  if (state.accepted !== undefined) return 'accepted';
  return state.received === undefined ? 'unsubmitted' : 'submitted';
};

export const statusOf = (state: RequestState): Status => {
  switch (state.outcome) {
    case undefined:
      return openStatus(state);
    case 'refused':
    case 'withdrawn':
    case 'stopped':
      return state.outcome;
    default:
      return state.delivered === undefined ? 'resolved' : 'delivered';
  }
};
