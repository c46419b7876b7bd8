import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type { RegistryEvent } from '../../events/registry/catalogue.ts';
import { partitionOf, type RegistryKind, registryTypes } from '../../events/registry/kind.ts';
import { type Commit, decodeCommit } from '../event-store/commit.ts';
import { type EventLog, putCommit } from '../event-store/event-log.ts';
import type { Item } from '../event-store/item.ts';
import { type Instant, instantText } from '../instant.ts';
import { type Recorder, version } from '../request/stream.ts';
import { codeOf, type Registration, type Registrations } from './registration.ts';

/**
 * The registrations of a kind are a stream of the events table, apart from those of requests by its key. Its commits
 * hold other events than theirs, in the same form.
 */
type RegistryCommit<K extends RegistryKind> = Omit<Commit, 'events'> & {
  readonly events: readonly RegistryEvent<K>[];
};

const decode = <K extends RegistryKind>(item: Item) => decodeCommit(item) as unknown as RegistryCommit<K>;

/** The hub's own name as a source of events. */
const source = 'urn:motcua:registry';

/**
 * Reads what came after the registrations that are known: ½ read unit for 4 kB, one with strong consistency.
 * @param consistent true where a decision or an answer hangs on the last registration
 */
export const readRegistrations = async <K extends RegistryKind>(
  { client, table }: EventLog,
  known: Registrations<K>,
  { consistent }: { readonly consistent: boolean },
): Promise<Registrations<K>> => {
  const gained: Registration<K>[] = [];
  let head = known.version;
  let startKey: Item | undefined;
  do {
    const page: QueryCommandOutput = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#request = :partition AND #version > :known',
        ExpressionAttributeNames: { '#request': 'request', '#version': 'version' },
        ExpressionAttributeValues: {
          ':partition': { S: partitionOf(known.kind) },
          ':known': { N: String(known.version) },
        },
        ConsistentRead: consistent,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    for (const { first, last, recordedAt, recordedBy, events } of (page.Items ?? []).map(decode<K>)) {
      // A replica that lags may lack a commit: what comes after it is left for the next reading.
      if (first !== head + 1) break;
      head = last;
      for (const [index, { data }] of events.entries())
        gained.push({ entry: data, version: version(first + index), recordedAt, recordedBy });
    }
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return gained.length === 0 ? known : { kind: known.kind, version: head, all: [...known.all, ...gained] };
};

/**
 * Appends entries to the registrations of their kind, in one commit.
 * @throws HeadMoved when another writer was first
 * @throws CommitTooLarge when they do not fit in one item
 */
export const appendRegistrations = async <K extends RegistryKind>(
  log: EventLog,
  registered: Registrations<K>,
  append: readonly Registration<K>['entry'][],
  recordedAt: Instant,
  recordedBy: Recorder,
): Promise<Registrations<K>> => {
  const { kind } = registered;
  const added = append.map(
    (entry, index): Registration<K> => ({
      entry,
      version: version(registered.version + index + 1),
      recordedAt,
      recordedBy,
    }),
  );
  const head = version(registered.version + added.length);
  const commit: RegistryCommit<K> = {
    request: partitionOf(kind),
    first: version(registered.version + 1),
    last: head,
    recordedAt,
    recordedBy,
    events: added.map(({ entry, version }) => ({
      specversion: '1.0',
      type: registryTypes[kind],
      source,
      id: `${kind}-${version}`,
      subject: codeOf(kind, entry),
      time: instantText(recordedAt),
      data: entry,
    })),
  };
  await putCommit(log, commit as unknown as Commit);
  return { kind, version: head, all: [...registered.all, ...added] };
};
