import type { TypeName } from '../../events/catalogue.ts';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { outline } from '../../events/outline.ts';
import { type Instant, instantOf } from '../instant.ts';
import { type Anomaly, anomaliesAt } from './anomalies.ts';
import { initialState, type Outcome, type RequestState, type Survey } from './state.ts';
import type { RecordedEvent, Stream } from './stream.ts';

/** Where a type stands in a request's life; at one instant a submission comes before what followed from it. */
const rank: ReadonlyMap<TypeName, number> = new Map(outline.map(([type], index) => [type, index]));

/** Where an event stands in the order of the fold. Two at the same place follow each other as they arrived. */
export type Place = { readonly at: Instant; readonly rank: number };

export const placeOf = ({ time, type }: MotcuaEvent): Place => ({
  at: instantOf(time),
  rank: rank.get(type) ?? 0,
});

/** Negative where `a` comes first, 0 where only the order of arrival decides. */
export const comparePlaces = (a: Place, b: Place): number => a.at - b.at || a.rank - b.rank;

/**
 * The events in the order that gives the same state whatever order they arrived in. Only two events of one type at the
 * same instant are left to the order of arrival.
 */
export const inOrder = (events: readonly RecordedEvent[]): RecordedEvent[] =>
  events
    .map((recorded) => ({ recorded, place: placeOf(recorded.event) }))
    .sort((a, b) => comparePlaces(a.place, b.place) || a.recorded.version - b.recorded.version)
    .map(({ recorded }) => recorded);

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

export const nothingFolded = (request: string): FoldedRequest => ({
  ...initialState(request),
  anomalies: [],
});

/** Goes on with a fold: the events, in order, must all come after what is folded already. */
export const foldOn = (folded: FoldedRequest, events: readonly RecordedEvent[]): FoldedRequest => {
  const { anomalies: before, ...rest } = folded;
  let state: RequestState = rest;
  const anomalies = [...before];
  for (const { event, version } of events) {
    anomalies.push(...anomaliesAt(state, event).map((rule) => ({ rule, version })));
    state = evolve(state, event);
  }
  return { ...state, anomalies };
};

/** The request as its whole stream tells it: the same set of events gives the same state in any order. */
export const fold = ({ request, events }: Stream): FoldedRequest =>
  foldOn(nothingFolded(request), inOrder(events));
