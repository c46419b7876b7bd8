import type { TypeName } from '../../events/catalogue.ts';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { outline } from '../../events/outline.ts';
import { instantOf } from '../instant.ts';
import { type Anomaly, anomaliesAt } from './anomalies.ts';
import { initialState, type Outcome, type RequestState, type Survey } from './state.ts';
import type { RecordedEvent, Stream } from './stream.ts';

/** Where a type stands in a request's life; at one instant a submission comes before what followed from it. */
const rank: ReadonlyMap<TypeName, number> = new Map(outline.map(([type], index) => [type, index]));

/**
 * The order that gives the same state whatever order the events arrived in. Only two events of one type at the
 * same instant are left to the order of arrival.
 */
const inOrder = (a: RecordedEvent, b: RecordedEvent): number =>
  instantOf(a.event.time) - instantOf(b.event.time) ||
  (rank.get(a.event.type) ?? 0) - (rank.get(b.event.type) ?? 0) ||
  a.version - b.version;

const ended = (state: RequestState, event: MotcuaEvent, outcome: Outcome): RequestState =>
  state.ended === undefined ? { ...state, ended: instantOf(event.time), outcome } : state;

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

/** One event's effect on the state; the `never` makes a new type fail to compile until it is handled here. */
const evolve = (state: RequestState, event: MotcuaEvent): RequestState => {
  const at = instantOf(event.time);
  switch (event.type) {
    case 'motcua.request.submitted.v1': {
      if (state.received !== undefined) return state;
      const { agency, procedure, procedureVersion, channel, applicant } = event.data;
      const facts = { holder: agency, procedure, procedureVersion, channel, applicantKind: applicant.kind };
      return { ...state, ...facts, received: at };
    }
    case 'motcua.request.accepted.v1': {
      if (state.accepted !== undefined) return state;
      const { due } = event.data;
      return { ...state, accepted: at, ...(due !== undefined && { due: instantOf(due) }) };
    }
    case 'motcua.request.assigned.v1': {
      const { unit, official } = event.data;
      const { official: _former, ...rest } = state;
      return { ...rest, unit, ...(official !== undefined && { official }) };
    }
    case 'motcua.step.completed.v1':
      return { ...state, stepsCompleted: state.stepsCompleted + 1 };
    case 'motcua.request.resolved.v1':
      return ended(state, event, event.data.outcome);
    case 'motcua.request.withdrawn.v1':
      return ended(state, event, 'withdrawn');
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
    default:
      // While a newer version of the hub is being rolled out, an event may be of a type that this one does not know.
      event satisfies never;
      return state;
  }
};

/** A request's state, and what was odd on the way to it. */
export type FoldedRequest = RequestState & { readonly anomalies: readonly Anomaly[] };

/** The request as its whole stream tells it: the same set of events gives the same state in any order. */
export const fold = (stream: Stream): FoldedRequest => {
  let state = initialState(stream.request);
  const anomalies: Anomaly[] = [];
  for (const { event, version } of stream.events.toSorted(inOrder)) {
    anomalies.push(...anomaliesAt(state, event).map((rule) => ({ rule, version })));
    state = evolve(state, event);
  }
  return { ...state, anomalies };
};
