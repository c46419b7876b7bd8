import { hash } from 'node:crypto';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  comparePlaces,
  type FoldedRequest,
  foldOn,
  inOrder,
  nothingFolded,
  type Place,
  placeOf,
} from './fold.ts';
import { targetsIn } from './retraction.ts';
import { keyOf, type RecordedEvent, type Stream, type Version, version } from './stream.ts';

/** What a stream amounts to at a version: enough to go on from, without its events. */
export type Snapshot = {
  readonly request: string;
  readonly version: Version;
  readonly state: FoldedRequest;
  /** Where the last event in the order of the fold stands; none of an empty stream. */
  readonly last?: Place;
  /** Whether an event came that happened before one that was there, or took one back: what was odd may be so no longer. */
  readonly isRevised: boolean;
  /** The agencies that recorded something, the first one first. */
  readonly reporters: readonly string[];
  /** 32 bits of each event's source and id: what is not here is surely new, what is here has to be looked up. */
  readonly fingerprints: Uint32Array;
};

/** Raised with every change of what a fold makes of events: snapshots of another version are then left aside. */
export const foldVersion = 4;

type Name = Pick<MotcuaEvent, 'source' | 'id'>;

const fingerprintOf = (name: Name): number => hash('sha256', keyOf(name), 'buffer').readUInt32BE(0);

export const emptySnapshot = (request: string): Snapshot => ({
  request,
  version: version(0),
  state: nothingFolded(request),
  isRevised: false,
  reporters: [],
  fingerprints: new Uint32Array(0),
});

/** Whether an event at this place comes after all that is folded. */
export const isAfter = (place: Place, { last }: Snapshot): boolean =>
  last === undefined || comparePlaces(place, last) >= 0;

/** Whether the stream may hold an event of this source and id; false is certain. */
export const mayHold = ({ fingerprints }: Snapshot, name: Name): boolean =>
  fingerprints.includes(fingerprintOf(name));

/**
 * The snapshot with the events that follow its version, or undefined where one of them happened before something
 * folded already, or may take some of that back: then only its stream, or an earlier snapshot, tells the state.
 */
export const extend = (snapshot: Snapshot, events: readonly RecordedEvent[]): Snapshot | undefined => {
  const ordered = inOrder(events);
  const [first] = ordered;
  const last = ordered.at(-1);
  if (first === undefined || last === undefined) return snapshot;
  if (!isAfter(placeOf(first.event), snapshot)) return undefined;
  if (targetsIn(events).some((target) => mayHold(snapshot, target))) return undefined;
  const fingerprints = new Uint32Array(snapshot.fingerprints.length + events.length);
  fingerprints.set(snapshot.fingerprints);
  fingerprints.set(
    events.map(({ event }) => fingerprintOf(event)),
    snapshot.fingerprints.length,
  );
  return {
    request: snapshot.request,
    version: version(snapshot.version + events.length),
    state: foldOn(snapshot.state, ordered),
    last: placeOf(last.event),
    isRevised:
      snapshot.isRevised ||
      ordered.some((recorded, index) => recorded !== events[index]) ||
      events.some(({ event }) => event.type === 'motcua.event.retracted.v1'),
    reporters: [
      ...new Set([...snapshot.reporters, ...events.flatMap(({ recordedBy }) => recordedBy.agency ?? [])]),
    ],
    fingerprints,
  };
};

/** What a whole stream amounts to. */
export const snapshotOf = ({ request, events }: Stream): Snapshot => {
  const empty = emptySnapshot(request);
  return extend(empty, events) ?? empty;
};
