import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Commit } from '../event-store/commit.ts';
import type { Surroundings } from '../surroundings.ts';
import { detailOf, wakeUpSource, wakeUpType } from './wake-up.ts';

export type Bus = { readonly client: EventBridgeClient; readonly name: string };

/** PutEvents takes 10 entries and 1 MB a call. */
const entriesPerCall = 10;
const bytesPerCall = 900_000;
const attempts = 6;
const firstDelayMs = 20;

type Pending = { readonly commit: Commit; readonly detail: string };

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

/** One call: what of it has failed. A part of a call can fail while the rest is in. */
const send = async ({ client, name }: Bus, call: readonly Pending[]): Promise<Pending[]> => {
  try {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({
        Entries: call.map(({ commit, detail }) => ({
          EventBusName: name,
          Source: wakeUpSource,
          DetailType: wakeUpType,
          Time: new Date(commit.recordedAt),
          Detail: detail,
        })),
      }),
    );
    return call.filter((_entry, index) => Entries[index]?.EventId === undefined);
  } catch {
    return [...call];
  }
};

/**
 * Announces commits on the bus; what fails is sent again, a few times with full jitter.
 * @returns the commits that stay failed: the caller must see to it that they come again
 */
export const announce = async (
  bus: Bus,
  commits: readonly Commit[],
  { random, sleep }: Pick<Surroundings, 'random' | 'sleep'>,
): Promise<Commit[]> => {
  let pending: Pending[] = commits.map((commit) => ({ commit, detail: detailOf(commit) }));
  for (let attempt = 0; attempt < attempts && pending.length > 0; attempt++) {
    if (attempt > 0) await sleep(random() * firstDelayMs * 2 ** attempt);
    const failed: Pending[] = [];
    for (const call of inCalls(pending)) failed.push(...(await send(bus, call)));
    pending = failed;
  }
  return pending.map(({ commit }) => commit);
};
