import type { TypeName } from '../../events/catalogue.ts';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { outline } from '../../events/outline.ts';
import { type Instant, instantOf } from '../instant.ts';
import { type Anomaly, anomaliesAt } from './anomalies.ts';
import { type Counted, type Counting, withCountedDue } from './due.ts';
import { evolve } from './evolve.ts';
import { withHistory } from './history.ts';
import { type Awaited, pair, settled, takenBack } from './retraction.ts';
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

/** A request's state, what was odd on the way to it, and what its next events must be held against. */
export type FoldedRequest = RequestState & {
  readonly anomalies: readonly Anomaly[];
  readonly awaited?: readonly Awaited[];
  readonly counted?: Counted;
};

export const nothingFolded = (request: string): FoldedRequest => ({
  ...initialState(request),
  anomalies: [],
});

/**
 * Goes on with a fold: the events, in order, must all come after what is folded already, and none of them may retract
 * something of that.
 */
export const foldOn = (folded: FoldedRequest, events: readonly RecordedEvent[]): FoldedRequest => {
  const { anomalies: before, awaited: waiting = [], counted, ...rest } = folded;
  const retractions = pair(waiting, events);
  const anomalies = waiting.length > 0 ? settled(before, waiting, retractions) : [...before];
  let now: Counting = { state: rest, counted };
  for (const recorded of events) {
    const { event, version, noted } = recorded;
    if (retractions.isRetracted(event)) {
      now = { ...now, state: takenBack(now.state, event) };
      continue;
    }
    const odd = retractions.odd.get(version);
    const counting = withCountedDue(now, evolve(now.state, event), recorded);
    const next = { ...counting, state: withHistory(now.state, counting.state, instantOf(event.time)) };
    const seen = anomaliesAt(now.state, event, next.state);
    const rules = [...(noted?.findings ?? []), ...seen, ...(odd ? [odd] : [])];
    const at = instantOf(event.time);
    anomalies.push(...rules.map((rule) => ({ rule, version, at, source: event.source })));
    now = next;
  }
  return {
    ...now.state,
    anomalies,
    ...(now.counted && { counted: now.counted }),
    ...(retractions.awaited.length > 0 && { awaited: retractions.awaited }),
  };
};

/**
 * The request as its whole stream tells it: the same set of events with the same notes gives the same state in any order.
 */
export const fold = ({ request, events }: Stream): FoldedRequest =>
  foldOn(nothingFolded(request), inOrder(events));
