import type { MotcuaEvent } from '../../events/envelope.ts';
import { keyOf, type Snapshot } from './snapshot.ts';
import { type RecordedEvent, type Recorder, type Version, version } from './stream.ts';

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
export type Decision = { readonly append: readonly MotcuaEvent[]; readonly answers: readonly Answer[] };

/** Whether an agency is the other or under it: `H29.07` is under `H29`. */
export const isWithin = (agency: string, ancestor: string): boolean =>
  agency === ancestor || agency.startsWith(`${ancestor}.`);

/**
 * What counts as the same content: every attribute in any order of names, but not the version the sender saw, and not
 * the content type, since leaving it out says the same as the one it may have.
 */
const contentOf = ({ expectedversion: _seen, datacontenttype: _json, ...event }: MotcuaEvent): string =>
  JSON.stringify(event, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/**
 * The agency in whose name the sender may not speak here, or undefined when it may: a request is its holder's and
 * of the agencies above. Before its submission is known, it is of those that reported something about it.
 */
const foreignAgency = (
  sender: Recorder,
  event: MotcuaEvent,
  holder: string | undefined,
  reporters: readonly string[],
): string | undefined => {
  const { agency } = sender;
  if (agency === undefined) return undefined;
  const submits = event.type === 'motcua.request.submitted.v1' ? event.data.agency : undefined;
  const named = [submits, holder].filter((other) => other !== undefined);
  if (named.length > 0) return named.find((other) => !isWithin(other, agency));
  return reporters.length === 0 || reporters.some((other) => isWithin(other, agency))
    ? undefined
    : reporters[0];
};

/**
 * Decides what a call's events for one request do to its stream. Pure: the same stream, events and sender give the
 * same decision. The events of one request are appended together or not at all; duplicates stand in nobody's way.
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
): Decision => {
  const known = new Map(recorded.map(({ event, version }) => [keyOf(event), { event, version }]));
  const { reporters } = snapshot;
  let { holder } = snapshot.state;
  const append: MotcuaEvent[] = [];

  const answers = events.map((event): Answer => {
    const stored = known.get(keyOf(event));
    if (stored !== undefined)
      return contentOf(stored.event) === contentOf(event)
        ? { status: 'duplicate', version: stored.version }
        : { status: 'rejected', refusal: differsFrom(stored.version, snapshot.version) };

    const agency = foreignAgency(sender, event, holder, reporters);
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
    if (event.type === 'motcua.request.submitted.v1') holder ??= event.data.agency;
    return { status: 'appended', version: version(current + 1) };
  });

  if (complete && answers.every(({ status }) => status !== 'rejected')) return { append, answers };
  const together: Answer = { status: 'rejected', refusal: { reason: 'not-appended-together' } };
  const isNew = (answer: Answer) => answer.status !== 'rejected' && answer.version > snapshot.version;
  return { append: [], answers: answers.map((answer) => (isNew(answer) ? together : answer)) };
};
