import type { MotcuaEvent } from '../../events/envelope.ts';
import { instantOf } from '../instant.ts';
import { emptyRegistry, type Registry } from '../registry/registry.ts';
import { type NotedEvent, noteAtDoor } from './door.ts';
import { isWithin, partiesOf, takesPart } from './participation.ts';
import type { Snapshot } from './snapshot.ts';
import type { RequestState } from './state.ts';
import { keyOf, type RecordedEvent, type Recorder, type Version, version } from './stream.ts';

/** Why an event was not taken. */
export type Refusal =
  | { readonly reason: 'forbidden'; readonly agency: string }
  /** Without a version, the other event of that id is in the same call and not in the log. */
  | { readonly reason: 'different-content'; readonly version?: Version }
  | { readonly reason: 'unexpected-version'; readonly expected: number; readonly current: Version }
  | { readonly reason: 'not-appended-together' }
  | { readonly reason: 'too-large' };

export type Answer =
  | { readonly status: 'appended' | 'duplicate'; readonly version: Version }
  | { readonly status: 'rejected'; readonly refusal: Refusal };

const differsFrom = (stored: Version, head: Version): Refusal =>
  stored <= head ? { reason: 'different-content', version: stored } : { reason: 'different-content' };

/** What to append, and what to tell the sender of each event, in the order sent. */
export type Decision = { readonly append: readonly NotedEvent[]; readonly answers: readonly Answer[] };

/**
 * What counts as the same content: every attribute in any order of names, as text, since headers carry nothing else; but not
 * the version the sender saw, and not the content type, since leaving it out says the same as the one it may have.
 */
const contentOf = ({
  expectedversion: _seen,
  datacontenttype: _json,
  data,
  ...attributes
}: MotcuaEvent): string => {
  const texts = Object.entries(attributes).map(([name, value]) => [name, String(value)]);
  return JSON.stringify({ ...Object.fromEntries(texts), data }, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
};

/** Who has part in the request as a call goes on, and who reported something about it. */
type Parties = Pick<RequestState, 'participants' | 'received'> & Pick<Snapshot, 'reporters'>;

/**
 * The agency in whose name the sender may not speak here, or undefined when it may: it speaks of requests in which it,
 * or an agency under it, has part. Before a submission is known, a request is of those that reported something about it,
 * and nobody can hand it on. Nobody submits in the name of an agency that is not its own.
 */
const foreignAgency = (
  { agency }: Recorder,
  event: MotcuaEvent,
  { participants, received, reporters }: Parties,
): string | undefined => {
  if (agency === undefined || takesPart(participants, agency)) return namedElsewhere(event, agency);
  if (received !== undefined) return participants[0];
  if (event.type === 'motcua.request.submitted.v1') return namedElsewhere(event, agency);
  if (event.type === 'motcua.request.forwarded.v1') return event.data.to;
  return reporters.length === 0 || takesPart(reporters, agency) ? undefined : reporters[0];
};

/** The agency that a submission names, where that is not the sender's or under it. */
const namedElsewhere = (event: MotcuaEvent, agency: string | undefined): string | undefined =>
  event.type === 'motcua.request.submitted.v1' && agency !== undefined && !isWithin(event.data.agency, agency)
    ? event.data.agency
    : undefined;

const partiesAfter = (parties: Parties, event: MotcuaEvent): Parties => {
  switch (event.type) {
    case 'motcua.request.submitted.v1':
      return {
        ...parties,
        participants: [...parties.participants, event.data.agency],
        received: instantOf(event.time),
      };
    case 'motcua.request.forwarded.v1':
      return { ...parties, participants: [...parties.participants, event.data.to] };
    default:
      return parties;
  }
};

/**
 * Decides what a call's events for one request do to its stream. Pure: the same stream, events, sender and registry
 * give the same decision. The events of one request are appended together or not at all; duplicates stand in nobody's way.
 * @param recorded the events of the stream that have the source and id of one of these, others do no harm; all the rest
 *   is taken to be new
 * @param complete false where the call holds another event for this request that could not even be read
 */
export const decide = (
  snapshot: Snapshot,
  recorded: readonly RecordedEvent[],
  events: readonly MotcuaEvent[],
  sender: Recorder,
  complete = true,
  registry: Registry = emptyRegistry,
): Decision => {
  const known = new Map(recorded.map(({ event, version }) => [keyOf(event), { event, version }]));
  const { retracted, received = retracted?.place?.received } = snapshot.state;
  let parties: Parties = {
    participants: partiesOf(snapshot.state),
    ...(received !== undefined && { received }),
    reporters: snapshot.reporters,
  };
  const append: MotcuaEvent[] = [];

  const answers = events.map((event): Answer => {
    const stored = known.get(keyOf(event));
    if (stored !== undefined)
      return contentOf(stored.event) === contentOf(event)
        ? { status: 'duplicate', version: stored.version }
        : { status: 'rejected', refusal: differsFrom(stored.version, snapshot.version) };

    const agency = foreignAgency(sender, event, parties);
    if (agency !== undefined) return { status: 'rejected', refusal: { reason: 'forbidden', agency } };

    const current = version(snapshot.version + append.length);
    const expected = event.expectedversion;
    if (expected !== undefined && expected !== snapshot.version && expected !== current)
      return {
        status: 'rejected',
        refusal: { reason: 'unexpected-version', expected, current: snapshot.version },
      };

    append.push(event);
    known.set(keyOf(event), { event, version: version(current + 1) });
    parties = partiesAfter(parties, event);
    return { status: 'appended', version: version(current + 1) };
  });

  if (complete && answers.every(({ status }) => status !== 'rejected'))
    return { append: noteAtDoor(snapshot, append, registry), answers };
  const together: Answer = { status: 'rejected', refusal: { reason: 'not-appended-together' } };
  const isNew = (answer: Answer) => answer.status !== 'rejected' && answer.version > snapshot.version;
  return { append: [], answers: answers.map((answer) => (isNew(answer) ? together : answer)) };
};
