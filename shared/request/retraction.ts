import type { TypeName } from '../../events/catalogue.ts';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { instantOf } from '../instant.ts';
import type { Anomaly, AnomalyRule } from './anomalies.ts';
import type { RequestState } from './state.ts';
import { keyOf, type RecordedEvent, type Version } from './stream.ts';

type Name = Pick<MotcuaEvent, 'source' | 'id'>;

/** A retraction of an event that has not come: its version, and what it names. */
export type Awaited = Name & { readonly version: Version };

/** What a retraction takes back; undefined of any other event. */
export const targetOf = (event: MotcuaEvent): Name | undefined =>
  event.type === 'motcua.event.retracted.v1'
    ? { source: event.data.source ?? event.source, id: event.data.id }
    : undefined;

/** The retractions among these events, by what they name. */
export const targetsIn = (events: readonly RecordedEvent[]): Awaited[] =>
  events.flatMap(({ event, version }) => {
    const target = targetOf(event);
    return target === undefined ? [] : [{ ...target, version }];
  });

/** What the retractions of a stream make of its events. */
export type Retractions = {
  /** Whether an event is taken back. A retraction never is, nor an erasure: what was erased is not shown again. */
  readonly isRetracted: (event: MotcuaEvent) => boolean;
  /** What is odd about each retraction, by its version. */
  readonly odd: ReadonlyMap<Version, AnomalyRule>;
  /** Those that still wait for the event they name. */
  readonly awaited: readonly Awaited[];
};

/** What cannot be taken back, and the rule that trying breaks. */
const staysInForce: Readonly<Partial<Record<TypeName, AnomalyRule>>> = {
  'motcua.event.retracted.v1': 'retraction-of-retraction',
  'motcua.personal-data.erased.v1': 'retraction-of-erasure',
};

const none: Retractions = { isRetracted: () => false, odd: new Map(), awaited: [] };

/**
 * Pairs retractions with events, whichever came first.
 * @param before retractions of earlier events that found nothing there; none of the new ones names an earlier event
 */
export const pair = (before: readonly Awaited[], events: readonly RecordedEvent[]): Retractions => {
  const retractions = [...before, ...targetsIn(events)];
  if (retractions.length === 0) return none;
  const present = new Map(events.map(({ event }) => [keyOf(event), event]));
  const odd = new Map<Version, AnomalyRule>();
  const awaited: Awaited[] = [];
  const retracted = new Set<MotcuaEvent>();
  for (const retraction of retractions) {
    const event = present.get(keyOf(retraction));
    if (event === undefined) {
      odd.set(retraction.version, 'retraction-without-event');
      awaited.push(retraction);
    } else {
      const rule = staysInForce[event.type];
      if (rule === undefined) retracted.add(event);
      else odd.set(retraction.version, rule);
    }
  }
  return { isRetracted: (event) => retracted.has(event), odd, awaited };
};

/** What was odd about the earlier retractions, now that the events which some waited for have come. */
export const settled = (
  anomalies: readonly Anomaly[],
  before: readonly Awaited[],
  { odd }: Retractions,
): Anomaly[] => {
  const waited = new Set(before.map(({ version }) => version));
  return anomalies.flatMap((anomaly) => {
    if (anomaly.rule !== 'retraction-without-event' || !waited.has(anomaly.version)) return [anomaly];
    const rule = odd.get(anomaly.version);
    return rule === undefined ? [] : [{ ...anomaly, rule }];
  });
};

/** The state with one more event taken back. */
export const takenBack = <S extends RequestState>(state: S, event: MotcuaEvent): S => {
  const { events, place } = state.retracted ?? { events: 0 };
  const had =
    event.type === 'motcua.request.submitted.v1'
      ? { agency: event.data.agency, received: instantOf(event.time) }
      : undefined;
  const first = place ?? had;
  return { ...state, retracted: { events: events + 1, ...(first && { place: first }) } };
};
