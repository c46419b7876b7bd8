import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { announce, type Bus, isRefused, isThrottled } from '../../shared/bus/announce.ts';
import { nameOf, type UnpublishedCommit } from '../../shared/bus/unpublished.ts';
import type { Commit } from '../../shared/event-store/commit.ts';
import { commitOf, type StreamRecord } from '../../shared/event-store/stream-record.ts';
import type { Surroundings } from '../../shared/surroundings.ts';

/** The queue of commits that could not be announced. */
export type Unpublished = { readonly client: SQSClient; readonly url: string };

export type Published = {
  /** Records whose commit is on the bus. */
  readonly announced: number;
  /** Commits left by name in the queue of the unpublished: the stream goes on without them. */
  readonly setAside: readonly UnpublishedCommit[];
  /** Sequence numbers of the records that the stream must bring again. */
  readonly failed: readonly string[];
};

type Aside = { readonly record: StreamRecord; readonly reason: string };

const sequenceOf = ({ dynamodb }: StreamRecord): string => dynamodb?.SequenceNumber ?? '';

/**
 * Announces the commits of a batch of stream records. What can be announced by no repetition is set aside by name, so that
 * it never blocks what comes after it; while nothing gets through, or the bus is too busy, the stream is asked to wait.
 */
export const publishRecords = async (
  bus: Bus,
  unpublished: Unpublished,
  records: readonly StreamRecord[],
  surroundings: Surroundings,
): Promise<Published> => {
  const recordOf = new Map<Commit, StreamRecord>();
  const aside: Aside[] = [];
  const failed: string[] = [];
  for (const record of records) {
    try {
      recordOf.set(commitOf(record), record);
    } catch (error) {
      aside.push({ record, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const unsent = await announce(bus, [...recordOf.keys()], surroundings);
  const announced = recordOf.size - unsent.length;
  for (const one of unsent) {
    const record = recordOf.get(one.commit);
    if (record === undefined) continue;
    if (isRefused(one) || (announced > 0 && !isThrottled(one))) aside.push({ record, reason: one.reason });
    else failed.push(sequenceOf(record));
  }
  const setAside: UnpublishedCommit[] = [];
  for (const { record, reason } of aside) {
    try {
      const name = nameOf(record, reason);
      const message = { QueueUrl: unpublished.url, MessageBody: JSON.stringify(name) };
      await unpublished.client.send(new SendMessageCommand(message));
      setAside.push(name);
    } catch {
      failed.push(sequenceOf(record));
    }
  }
  return { announced, setAside, failed };
};
