import type { TypeName } from '../../events/catalogue.ts';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { outline } from '../../events/outline.ts';
import { type Instant, instantOf } from '../instant.ts';
import { type Anomaly, anomaliesAt } from './anomalies.ts';
import { evolve } from './evolve.ts';
import { initialState, type RequestState } from './state.ts';
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
    const [at, { source }] = [instantOf(event.time), event];
    anomalies.push(...anomaliesAt(state, event).map((rule) => ({ rule, version, at, source })));
    state = evolve(state, event);
  }
  return { ...state, anomalies };
};

/** The request as its whole stream tells it: the same set of events gives the same state in any order. */
export const fold = ({ request, events }: Stream): FoldedRequest =>
  foldOn(nothingFolded(request), inOrder(events));
