import type { MotcuaEvent } from '../../events/envelope.ts';
import type { Instant } from '../instant.ts';
import type { Registry } from '../registry/registry.ts';
import { type Answer, decide } from '../request/decide.ts';
import { extend, mayHold, type Snapshot } from '../request/snapshot.ts';
import { keyOf, type RecordedEvent, type Recorder, version } from '../request/stream.ts';
import type { EventLog } from './event-log.ts';
import { findRecorded, type Head } from './load-snapshot.ts';

/** The events of one call for one request; not complete where the call holds one more that could not be read. */
export type Call = { readonly events: readonly MotcuaEvent[]; readonly complete: boolean };

/** A call that waits for its answers. */
export type Waiting = {
  readonly call: Call;
  readonly sender: Recorder;
  readonly started: Instant;
  /** How many calls had come before it. */
  readonly turn: number;
  readonly resolve: (answers: readonly Answer[]) => void;
  readonly reject: (error: unknown) => void;
};

/** What a call is answered once the group is in the log. `isFinal` where it does not hang on that. */
type Decided = {
  readonly waiting: Waiting;
  readonly answers: readonly Answer[];
  readonly isFinal: boolean;
};

export type Group = {
  readonly decided: readonly Decided[];
  readonly failed: readonly { readonly waiting: Waiting; readonly error: unknown }[];
  /** What to commit, after the head. */
  readonly events: readonly RecordedEvent[];
  /** What the stream then amounts to; undefined where the last call's events happened before what is folded. */
  readonly after: Snapshot | undefined;
};

const largestGroup = { events: 500, bytes: 256 * 1024 };

const isSame = (a: Recorder, b: Recorder): boolean => a.client === b.client && a.agency === b.agency;

/**
 * The calls to commit together: the first that waits and others of its sender, since a commit names who recorded it;
 * as many as are sure to fit in an item, so that a call too large for one is alone.
 */
export const groupOf = (queue: readonly Waiting[]): readonly Waiting[] => {
  const [first, ...others] = queue;
  if (first === undefined) return [];
  if (others.length === 0) return [first];
  let events = 0;
  let bytes = 0;
  const fits = ({ call }: Waiting): boolean => {
    events += call.events.length;
    bytes += Buffer.byteLength(JSON.stringify(call.events));
    return events <= largestGroup.events && bytes <= largestGroup.bytes;
  };
  if (!fits(first)) return [first];
  const group = [first];
  for (const waiting of others)
    if (isSame(waiting.sender, first.sender)) {
      if (!fits(waiting)) break;
      group.push(waiting);
    }
  return group;
};

/** Looks for events where they may be: among what the group is about to append, what was read already, and the log. */
const recordedOf = async (
  log: EventLog,
  { snapshot, recent }: Head,
  pending: readonly RecordedEvent[],
  suspects: readonly MotcuaEvent[],
): Promise<readonly RecordedEvent[]> => {
  if (suspects.length === 0) return [];
  const near = [...recent, ...pending];
  const keys = new Set(near.map(({ event }) => keyOf(event)));
  const far = suspects.filter((event) => !keys.has(keyOf(event)));
  const unread = recent[0] === undefined ? snapshot.version : version(recent[0].version - 1);
  return [...near, ...(await findRecorded(log, snapshot.request, far, unread))];
};

/** When and by what a group is decided; the turn up to which the head is known to have been read, or written. */
export type Circumstances = {
  readonly recordedAt: Instant;
  readonly readFor: number;
  readonly registry: Registry;
};

/**
 * Decides the calls of a group one after the other, each on what those before it leave behind.
 * @returns undefined where a call would be refused on a head that is older than the call: it has to be read first
 */
export const decideGroup = async (
  log: EventLog,
  head: Head,
  calls: readonly Waiting[],
  { recordedAt, readFor, registry }: Circumstances,
): Promise<Group | undefined> => {
  const decided: Decided[] = [];
  const failed: Group['failed'][number][] = [];
  const events: RecordedEvent[] = [];
  let snapshot: Snapshot | undefined = head.snapshot;
  for (const waiting of calls) {
    const { call, sender } = waiting;
    const before: Snapshot = snapshot;
    try {
      const suspects = call.events.filter((event) => mayHold(before, event));
      const recorded = await recordedOf(log, head, events, suspects);
      const { append, answers } = decide(before, recorded, call.events, sender, call.complete, registry);
      if (waiting.turn > readFor && answers.some(({ status }) => status === 'rejected')) return undefined;
      const hangsOnGroup = (answer: Answer) =>
        answer.status === 'rejected' ? events.length > 0 : answer.version > head.snapshot.version;
      const isFinal = !answers.some(hangsOnGroup);
      const added = append.map((noted, index) => ({
        ...noted,
        version: version(before.version + index + 1),
        recordedAt,
        recordedBy: sender,
      }));
      snapshot = extend(before, added);
      events.push(...added);
      decided.push({ waiting, answers, isFinal });
    } catch (error) {
      failed.push({ waiting, error });
    }
    if (snapshot === undefined) break;
  }
  return { decided, failed, events, after: snapshot };
};
