import type { StreamRecord } from '../../shared/event-store/stream-record.ts';
import type { Item } from './expressions.ts';
import type { Faults } from './faults-by-seed.ts';
import type { Mailbox } from './mailbox.ts';
import type { Simulation } from './simulation.ts';
import { spread } from './table.ts';

export type Record = {
  readonly eventName: 'INSERT' | 'REMOVE';
  /** When it came to the stream, in whole seconds. */
  readonly arrivedAt: number;
  readonly dynamodb: NonNullable<StreamRecord['dynamodb']> & { readonly SequenceNumber: string };
};

type Answer = { readonly batchItemFailures?: readonly { readonly itemIdentifier: string }[] };
type Invoke = (event: { Records: Record[] }) => Promise<Answer>;

/** As infra/constructs/publisher.ts sets it. */
const batchSize = 100;
/** For the hours after which Lambda gives up on records: a run is a matter of minutes. */
const retryAttempts = 10;
const longestBackoffMs = 60_000;

export type StreamSource = {
  readonly write: (partition: string, item: Item) => void;
  readonly isQuiet: () => boolean;
};

/** An image as Lambda hands it over: binary values are base64 text. */
const imageOf = (item: Item): NonNullable<Record['dynamodb']['NewImage']> =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.B === undefined ? value : { B: Buffer.from(value.B).toString('base64') },
    ]),
  );

/**
 * A table's stream and the event source mapping that reads it: shards by partition key, each in order and one batch
 * at a time; a batch is tried again from the lowest record reported, halved where the function throws, and given up on
 * after so many retries: where it stood is all that the on-failure destination is told.
 */
export const streamSource = (
  simulation: Simulation,
  faults: Faults,
  invoke: Invoke,
  onFailure: Mailbox,
): StreamSource => {
  const { dice, now, after, sleep } = simulation;
  const shards = Array.from({ length: dice.whole(1, 3) }, (_, number) => ({
    number,
    records: [] as Record[],
    waiting: [] as Record[],
    handedOut: 0,
    isBusy: false,
  }));
  type Shard = (typeof shards)[number];
  let sequence = 100_000;
  let onTheirWay = 0;

  const giveUp = ({ number }: Shard, batch: readonly Record[]): void => {
    const arrivals = batch.map(({ arrivedAt }) => arrivedAt);
    const position = {
      shardId: `shard-${number}`,
      startSequenceNumber: batch.at(0)?.dynamodb.SequenceNumber,
      endSequenceNumber: batch.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: new Date(Math.min(...arrivals)).toISOString(),
      approximateArrivalOfLastRecord: new Date(Math.max(...arrivals)).toISOString(),
      batchSize: batch.length,
    };
    onFailure.send(JSON.stringify({ DDBStreamBatchInfo: position }));
  };

  const deliver = async (shard: Shard, records: readonly Record[], tried = 0): Promise<void> => {
    let batch = records;
    for (let attempt = tried; ; ) {
      try {
        const { batchItemFailures = [] } = await invoke({ Records: [...batch] });
        if (batchItemFailures.length === 0) return;
        const failed = batchItemFailures.map(({ itemIdentifier }) =>
          batch.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
        );
        batch = batch.slice(Math.max(0, Math.min(...failed)));
      } catch {
        if (batch.length > 1) {
          const half = Math.ceil(batch.length / 2);
          await deliver(shard, batch.slice(0, half), attempt);
          return deliver(shard, batch.slice(half), attempt);
        }
      }
      if (++attempt > retryAttempts) return giveUp(shard, batch);
      await sleep(dice.share() * Math.min(longestBackoffMs, 1_000 * 2 ** attempt));
    }
  };

  const pump = async (shard: Shard): Promise<void> => {
    if (shard.isBusy) return;
    shard.isBusy = true;
    while (shard.waiting.length > 0) {
      const most = dice.pick([1, 3, 10, batchSize]);
      await deliver(shard, shard.waiting.splice(0, most));
    }
    shard.isBusy = false;
  };

  const append = (
    shard: Shard,
    eventName: Record['eventName'],
    about: Omit<Record['dynamodb'], 'SequenceNumber'>,
  ): void => {
    const dynamodb = { SequenceNumber: String(sequence++), ...about };
    const numbered = { eventName, arrivedAt: Math.floor(now() / 1_000) * 1_000, dynamodb };
    shard.records.push(numbered);
    onTheirWay++;
    const lateMs = faults.strikes('stream-late') ? dice.share() * 20_000 : 20 + dice.share() * 300;
    after(lateMs, () => {
      onTheirWay--;
      // A shard hands out its records in order: one that is late comes with those behind it.
      const until = shard.records.indexOf(numbered) + 1;
      shard.waiting.push(...shard.records.slice(shard.handedOut, until));
      shard.handedOut = Math.max(shard.handedOut, until);
      void pump(shard);
    });
  };

  return {
    write: (partition, item) => {
      const shard = shards[spread(partition) % shards.length];
      if (!shard) return;
      const NewImage = imageOf(item);
      const { request = {}, version = {} } = NewImage;
      // Nothing removes from the log; a record of it, should one come, carries no image, or not even keys.
      if (faults.strikes('poison-record'))
        append(shard, 'REMOVE', dice.chance(0.7) ? { Keys: { request, version: { N: '1000000' } } } : {});
      append(shard, 'INSERT', { Keys: { request, version }, NewImage });
    },
    isQuiet: () => onTheirWay === 0 && shards.every(({ isBusy, waiting }) => !isBusy && waiting.length === 0),
  };
};
