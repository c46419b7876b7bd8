import type { MotcuaEvent } from '../../events/envelope.ts';
import { emptyRegistry, type Registry } from '../registry/registry.ts';
import { type NotedEvent, noteAtDoor } from './door.ts';
import { hadPart, isWithin, takesPart } from './participation.ts';
import type { Snapshot } from './snapshot.ts';
import { keyOf, type RecordedEvent, type Recorder, type Version, version } from './stream.ts';

/** Where an event speaks for an agency that is not the sender's. */
export type FaultyField = 'data.agency' | 'data.to' | 'subject';

/** Why an event was not taken. */
export type Refusal =
  | { readonly reason: 'forbidden'; readonly field: FaultyField }
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

/** The agency that a submission names; undefined of any other event. */
const submittedTo = (event: MotcuaEvent): string | undefined =>
  event.type === 'motcua.request.submitted.v1' ? event.data.agency : undefined;

/**
 * What the sender may not say, by the field that is at fault; undefined of what it may. A sender limited to an agency
 * submits in its own name, and once the request was received, in that of the agency that received it. It hands on what it
 * had part in, and adds to what it is a party of; a request that nobody reported anything about is open to all. Its
 * submissions in this call count for all of the call, so that the order within it does not matter.
 */
const faultsOf = (
  { state, reporters }: Snapshot,
  events: readonly MotcuaEvent[],
  { agency }: Recorder,
): ((event: MotcuaEvent) => FaultyField | undefined) => {
  if (agency === undefined) return () => undefined;
  const { received, receivedBy, retracted } = state;
  const maySubmitTo = (named: string) =>
    isWithin(named, agency) && (received === undefined || named === receivedBy);
  const submits = events.flatMap((event) => submittedTo(event) ?? []).some(maySubmitTo);
  const hasPart = submits || takesPart(hadPart(state), agency);
  const isOpen = received === undefined && retracted?.place === undefined && reporters.length === 0;
  const isParty = hasPart || isOpen || takesPart(reporters, agency);
  return (event) => {
    const named = submittedTo(event);
    if (named !== undefined) return maySubmitTo(named) ? undefined : 'data.agency';
    if (event.type === 'motcua.request.forwarded.v1') return hasPart ? undefined : 'data.to';
    return isParty ? undefined : 'subject';
  };
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
  const unknown = events.filter((event) => !known.has(keyOf(event)));
  const faultOf = faultsOf(snapshot, unknown, sender);
  const append: MotcuaEvent[] = [];

  const answers = events.map((event): Answer => {
    const stored = known.get(keyOf(event));
    if (stored !== undefined)
      return contentOf(stored.event) === contentOf(event)
        ? { status: 'duplicate', version: stored.version }
        : { status: 'rejected', refusal: differsFrom(stored.version, snapshot.version) };

    const field = faultOf(event);
    if (field !== undefined) return { status: 'rejected', refusal: { reason: 'forbidden', field } };

    const current = version(snapshot.version + append.length);
    const expected = event.expectedversion;
    if (expected !== undefined && expected !== snapshot.version && expected !== current)
      return {
        status: 'rejected',
        refusal: { reason: 'unexpected-version', expected, current: snapshot.version },
      };

    append.push(event);
    known.set(keyOf(event), { event, version: version(current + 1) });
    return { status: 'appended', version: version(current + 1) };
  });

  if (complete && answers.every(({ status }) => status !== 'rejected'))
    return { append: noteAtDoor(snapshot, append, registry), answers };
  const together: Answer = { status: 'rejected', refusal: { reason: 'not-appended-together' } };
  const isNew = (answer: Answer) => answer.status !== 'rejected' && answer.version > snapshot.version;
  return { append: [], answers: answers.map((answer) => (isNew(answer) ? together : answer)) };
};
