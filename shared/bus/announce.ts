import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Commit } from '../event-store/commit.ts';
import type { Surroundings } from '../surroundings.ts';
import { detailOf, detailTypeOf, wakeUpSource } from './wake-up.ts';

export type Bus = { readonly client: EventBridgeClient; readonly name: string };

/** A commit that the bus has not taken, and its word for why. */
export type Unsent = { readonly commit: Commit; readonly reason: string };

/** PutEvents takes 10 entries and 1 MB a call. */
const entriesPerCall = 10;
const bytesPerCall = 900_000;
/** About five seconds of waiting in all: what is throttled for longer is for the caller. */
const attempts = 9;
const firstDelayMs = 20;

type Pending = { readonly commit: Commit; readonly detail: string };
type Failed = Pending & { readonly reason: string };

const inCalls = (pending: readonly Pending[]): Pending[][] => {
  const calls: Pending[][] = [];
  let bytes = 0;
  for (const entry of pending) {
    const size = Buffer.byteLength(entry.detail);
    const current = calls.at(-1);
    if (current && current.length < entriesPerCall && bytes + size <= bytesPerCall) {
      current.push(entry);
      bytes += size;
    } else {
      calls.push([entry]);
      bytes = size;
    }
  }
  return calls;
};

/** The words for an entry that cannot be taken however often it is sent. */
const isRefusal = (reason: string): boolean =>
  ['InvalidArgument', 'MalformedDetail', 'UnreadableCommit', 'ValidationException'].includes(reason);

/** Whether a commit is at fault by itself, so that sending it again is of no use. */
export const isRefused = ({ reason }: Unsent): boolean => isRefusal(reason);

/** Whether the bus only asked for patience, which says nothing of the commit. */
export const isThrottled = ({ reason }: Unsent): boolean => reason === 'ThrottlingException';

/** One call: what of it has failed. A part of a call can fail while the rest is in. */
const send = async (bus: Bus, call: readonly Pending[]): Promise<Failed[]> => {
  try {
    const { Entries = [] } = await bus.client.send(
      new PutEventsCommand({
        Entries: call.map(({ commit, detail }) => ({
          EventBusName: bus.name,
          Source: wakeUpSource,
          DetailType: detailTypeOf(commit),
          Time: new Date(commit.recordedAt),
          Detail: detail,
        })),
      }),
    );
    return call.flatMap((entry, index) => {
      const { EventId, ErrorCode = 'NoAnswer' } = Entries[index] ?? {};
      return EventId === undefined ? [{ ...entry, reason: ErrorCode }] : [];
    });
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'Error';
    // A call refused as a whole does not say for which entry: each is sent alone.
    if (!isRefusal(reason) || call.length === 1) return call.map((entry) => ({ ...entry, reason }));
    const failed: Failed[] = [];
    for (const entry of call) failed.push(...(await send(bus, [entry])));
    return failed;
  }
};

/**
 * Announces commits on the bus; what fails is sent again, a few times with full jitter, unless the bus refuses it.
 * @returns the commits that stay failed: the caller must see to it that they come again
 */
export const announce = async (
  bus: Bus,
  commits: readonly Commit[],
  { random, sleep }: Pick<Surroundings, 'random' | 'sleep'>,
): Promise<Unsent[]> => {
  const refused: Unsent[] = [];
  let pending: (Pending | Failed)[] = [];
  for (const commit of commits) {
    try {
      pending.push({ commit, detail: detailOf(commit) });
    } catch {
      refused.push({ commit, reason: 'UnreadableCommit' });
    }
  }
  let failed: Failed[] = [];
  for (let attempt = 0; attempt < attempts && pending.length > 0; attempt++) {
    if (attempt > 0) await sleep(random() * firstDelayMs * 2 ** attempt);
    failed = [];
    for (const call of inCalls(pending)) failed.push(...(await send(bus, call)));
    refused.push(...failed.filter(isRefused));
    pending = failed = failed.filter((entry) => !isRefused(entry));
  }
  return [...refused, ...failed].map(({ commit, reason }) => ({ commit, reason }));
};
