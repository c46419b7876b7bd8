import type { MotcuaEvent } from '../../events/envelope.ts';
import { type Instant, instantOf } from '../instant.ts';
import type { Complaint, Outcome, Pause, RequestState, Survey } from './state.ts';
import { stepCompleted, stepStarted } from './steps.ts';

/** The first end counts, until a reopening undoes it. What the office waited for, it waits for no longer. */
const ended = (state: RequestState, at: Instant, outcome: Outcome): RequestState =>
  state.ended === undefined
    ? {
        ...state,
        ended: at,
        outcome,
        pauses: state.pauses.map((pause) => (pause.until === undefined ? { ...pause, until: at } : pause)),
      }
    : state;

const reopened = (state: RequestState, at: Instant): RequestState => {
  const { ended, outcome, delivered: _handedBack, ...rest } = state;
  return ended === undefined || outcome === undefined
    ? state
    : { ...rest, closures: [...state.closures, { ended, reopened: at, outcome }] };
};

/** Whether the office waits for this. */
const isWaiting = ({ pauses }: RequestState, kind: Pause['kind']): boolean =>
  pauses.some((pause) => pause.kind === kind && pause.until === undefined);

const paused = (state: RequestState, at: Instant, kind: Pause['kind']): RequestState =>
  state.ended !== undefined || isWaiting(state, kind)
    ? state
    : { ...state, pauses: [...state.pauses, { kind, from: at }] };

const resumed = (state: RequestState, at: Instant, kind: Pause['kind']): RequestState => ({
  ...state,
  pauses: state.pauses.map((pause) =>
    pause.kind === kind && pause.until === undefined ? { ...pause, until: at } : pause,
  ),
});

/** Adds an invitation or an answer to one survey of the request; the first of each counts. */
const withSurvey = (state: RequestState, facts: Survey): RequestState => {
  const index = state.surveys.findIndex(
    ({ survey, surveyVersion }) => survey === facts.survey && surveyVersion === facts.surveyVersion,
  );
  const known = state.surveys[index];
  if (known === undefined) return { ...state, surveys: [...state.surveys, facts] };
  const repeated = facts.answered === undefined ? known.invited : known.answered;
  return repeated === undefined
    ? { ...state, surveys: state.surveys.with(index, { ...known, ...facts }) }
    : state;
};

/** Adds the filing or the answer of a complaint; the first of each counts. */
const withComplaint = (state: RequestState, facts: Complaint): RequestState => {
  const index = state.complaints.findIndex(({ complaint }) => complaint === facts.complaint);
  const known = state.complaints[index];
  if (known === undefined) return { ...state, complaints: [...state.complaints, facts] };
  return { ...state, complaints: state.complaints.with(index, { ...facts, ...known }) };
};

const withParticipant = ({ participants }: RequestState, agency: string): readonly string[] =>
  participants.includes(agency) ? participants : [...participants, agency];

/** One event's effect on the state; the `never` makes a new type fail to compile until it is handled here. */
export const evolve = (state: RequestState, event: MotcuaEvent): RequestState => {
  const at = instantOf(event.time);
  switch (event.type) {
    case 'motcua.request.submitted.v1': {
      const { agency, procedure, procedureVersion, channel, applicant } = event.data;
      const participants = withParticipant(state, agency);
      if (state.received !== undefined) return { ...state, participants };
      const facts = {
        procedure,
        procedureVersion,
        channel,
        applicantKind: applicant.kind,
        received: at,
        receivedBy: agency,
      };
      return { ...state, ...facts, participants, holder: state.holder ?? agency };
    }
    case 'motcua.request.accepted.v1': {
      if (state.accepted !== undefined) return state;
      const { due, workingDays } = event.data;
      return {
        ...state,
        accepted: at,
        ...(due !== undefined && { due: instantOf(due) }),
        ...(workingDays !== undefined && { workingDays }),
      };
    }
    case 'motcua.request.refused.v1':
      return ended(state, at, 'refused');
    case 'motcua.request.assigned.v1': {
      const { unit, official } = event.data;
      const { official: _former, ...rest } = state;
      return { ...rest, unit, ...(official !== undefined && { official }) };
    }
    case 'motcua.step.started.v1':
      return stepStarted(state, at, event.data);
    case 'motcua.step.completed.v1':
      return stepCompleted(state, at, event.data);
    case 'motcua.supplement.requested.v1':
      return paused(state, at, 'supplement');
    case 'motcua.supplement.provided.v1':
      return resumed(state, at, 'supplement');
    case 'motcua.payment.requested.v1':
      return paused(state, at, 'payment');
    case 'motcua.payment.made.v1':
      return resumed(state, at, 'payment');
    case 'motcua.request.suspended.v1':
      return paused(state, at, 'suspension');
    case 'motcua.request.resumed.v1':
      return resumed(state, at, 'suspension');
    case 'motcua.deadline.extended.v1':
      return { ...state, due: instantOf(event.data.due), extensions: state.extensions + 1 };
    case 'motcua.apology.issued.v1': {
      const { ground, promised } = event.data;
      const apology = { ground, at, ...(promised !== undefined && { promised: instantOf(promised) }) };
      return { ...state, apologies: [...state.apologies, apology] };
    }
    case 'motcua.request.forwarded.v1': {
      const { unit: _left, official: _leftToo, ...rest } = state;
      return { ...rest, holder: event.data.to, participants: withParticipant(state, event.data.to) };
    }
    case 'motcua.request.resolved.v1':
      return ended(state, at, event.data.outcome);
    case 'motcua.result.delivered.v1':
      return state.delivered === undefined ? { ...state, delivered: at } : state;
    case 'motcua.request.withdrawn.v1':
      return ended(state, at, 'withdrawn');
    case 'motcua.request.stopped.v1':
      return ended(state, at, 'stopped');
    case 'motcua.request.reopened.v1':
      return reopened(state, at);
    case 'motcua.feedback.invited.v1': {
      const { survey, surveyVersion } = event.data;
      return withSurvey(state, { survey, surveyVersion, invited: at });
    }
    case 'motcua.feedback.given.v1': {
      const { survey, surveyVersion, overall, courtesy, factors } = event.data;
      return withSurvey(state, {
        survey,
        surveyVersion,
        answered: at,
        overall,
        ...(courtesy !== undefined && { courtesy }),
        ...(factors !== undefined && { factors }),
      });
    }
    case 'motcua.complaint.filed.v1': {
      const { complaint, ground, due } = event.data;
      const facts = { complaint, ground, filed: at, ...(due !== undefined && { due: instantOf(due) }) };
      return withComplaint(state, facts);
    }
    case 'motcua.complaint.answered.v1':
      return withComplaint(state, { complaint: event.data.complaint, answered: at });
    case 'motcua.event.retracted.v1':
      // What it names was left out of the fold: see retraction.ts.
      return state;
    case 'motcua.personal-data.erased.v1': {
      const { subject } = event.data;
      return state.erased.includes(subject) ? state : { ...state, erased: [...state.erased, subject] };
    }
    default:
      // While a newer version of the hub is being rolled out, an event may be of a type that this one does not know.
      event satisfies never;
      return state;
  }
};
