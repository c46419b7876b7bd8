import {
  BatchGetItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { type Snapshot, snapshotOf } from '../request/snapshot.ts';
import { type RecordedEvent, type Stream, type Version, version } from '../request/stream.ts';
import { type Commit, decodeCommit, encodeCommit, recordedEvents } from './commit.ts';
import { type Item, itemBytes, largestItemBytes } from './item.ts';
import { withSnapshot } from './stored-snapshot.ts';

/** The log: the table of commits, and the client that reaches it. */
export type EventLog = { readonly client: DynamoDBClient; readonly table: string };

/** Another writer committed at this version first. The caller reads the new head and decides again. */
export class HeadMoved extends Error {
  override readonly name = 'HeadMoved';
}

/** The events do not fit in one item, however often they are sent. */
export class CommitTooLarge extends Error {
  override readonly name = 'CommitTooLarge';
}

/**
 * Reads a whole stream.
 * @param consistent true where a decision hangs on the head (1 RCU per 4 kB), false where a later read mends it (½)
 */
export const loadStream = async (
  log: EventLog,
  request: string,
  { consistent }: { consistent: boolean },
): Promise<Stream> => {
  const events: RecordedEvent[] = [];
  let startKey: Item | undefined;
  do {
    const page: QueryCommandOutput = await log.client.send(
      new QueryCommand({
        TableName: log.table,
        KeyConditionExpression: '#request = :request',
        ExpressionAttributeNames: { '#request': 'request' },
        ExpressionAttributeValues: { ':request': { S: request } },
        ConsistentRead: consistent,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    for (const item of page.Items ?? []) events.push(...recordedEvents(decodeCommit(item)));
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return { request, version: events.at(-1)?.version ?? version(0), events };
};

/** BatchGetItem takes 100 keys a call. */
const keysPerCall = 100;

/** A commit, or nothing where it cannot be read: whoever loads its stream alone will learn why. */
const readable = (item: Item): Commit[] => {
  try {
    return [decodeCommit(item)];
  } catch {
    return [];
  }
};

/**
 * Reads the first commit of many streams at once: what each request that is new amounts to at that commit.
 * ½ read unit each, as a query costs, in one call for a hundred. What a call leaves out, or cannot be read, is missing in the result.
 */
export const loadOpenings = async (
  log: EventLog,
  requests: readonly string[],
): Promise<ReadonlyMap<string, Snapshot>> => {
  const openings = new Map<string, Snapshot>();
  for (let start = 0; start < requests.length; start += keysPerCall) {
    const Keys = requests
      .slice(start, start + keysPerCall)
      .map((request) => ({ request: { S: request }, version: { N: '1' } }));
    const { Responses } = await log.client.send(
      new BatchGetItemCommand({ RequestItems: { [log.table]: { Keys } } }),
    );
    for (const commit of (Responses?.[log.table] ?? []).flatMap(readable))
      openings.set(
        commit.request,
        snapshotOf({ request: commit.request, version: commit.last, events: recordedEvents(commit) }),
      );
  }
  return openings;
};

/**
 * Writes a commit where its first version is still free.
 * @param after what the stream amounts to with this commit, and the version of the snapshot that this was folded from
 * @returns whether the commit carries the snapshot
 * @throws HeadMoved when another writer was first
 * @throws CommitTooLarge when its events do not fit in one item
 */
export const putCommit = async (
  log: EventLog,
  commit: Commit,
  after?: { readonly snapshot: Snapshot; readonly base: Version },
): Promise<boolean> => {
  const bare = encodeCommit(commit);
  const bytes = itemBytes(bare);
  if (bytes > largestItemBytes) throw new CommitTooLarge(`${bytes} bytes of events for ${commit.request}`);
  const item = after ? withSnapshot(bare, after.snapshot, after.base) : bare;
  try {
    await log.client.send(
      new PutItemCommand({
        TableName: log.table,
        Item: item,
        ConditionExpression: 'attribute_not_exists(#request)',
        ExpressionAttributeNames: { '#request': 'request' },
      }),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException')
      throw new HeadMoved(`${commit.request} has a version ${commit.first} already`, { cause: error });
    throw error;
  }
  return item !== bare;
};
