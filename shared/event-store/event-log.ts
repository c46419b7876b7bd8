import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { emptyStream, type Stream } from '../request/stream.ts';
import { type Commit, decodeCommit, encodeCommit, recordedEvents } from './commit.ts';

/** The log: the table of commits, and the client that reaches it. */
export type EventLog = { readonly client: DynamoDBClient; readonly table: string };

type Key = Record<string, AttributeValue>;

/** Another writer committed at this version first. The caller reads the new head and decides again. */
export class HeadMoved extends Error {
  override readonly name = 'HeadMoved';
}

/** DynamoDB takes items of up to 400 kB, names and keys included. */
const largestEventsBytes = 395_000;

/** The events do not fit in one item, however often they are sent. */
export class CommitTooLarge extends Error {
  override readonly name = 'CommitTooLarge';
}

/**
 * Reads what a stream gained since `known`, all of it by default.
 * @param consistent true where a decision hangs on the head (1 RCU per 4 kB), false where a later read mends it (½)
 */
export const loadStream = async (
  log: EventLog,
  request: string,
  { consistent, known = emptyStream(request) }: { consistent: boolean; known?: Stream },
): Promise<Stream> => {
  const events = [...known.events];
  let head = known.version;
  let startKey: Key | undefined;
  do {
    const page: QueryCommandOutput = await log.client.send(
      new QueryCommand({
        TableName: log.table,
        KeyConditionExpression: '#request = :request AND #version > :known',
        ExpressionAttributeNames: { '#request': 'request', '#version': 'version' },
        ExpressionAttributeValues: { ':request': { S: request }, ':known': { N: String(known.version) } },
        ConsistentRead: consistent,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    for (const commit of (page.Items ?? []).map(decodeCommit)) {
      events.push(...recordedEvents(commit));
      head = commit.last;
    }
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return { request, version: head, events };
};

/** BatchGetItem takes 100 keys a call. */
const keysPerCall = 100;

/** A commit, or nothing where it cannot be read: whoever loads its stream alone will learn why. */
const readable = (item: Key): Commit[] => {
  try {
    return [decodeCommit(item)];
  } catch {
    return [];
  }
};

/**
 * Reads the first commit of many streams at once: the whole stream, up to that commit, of each request that is new.
 * ½ read unit each, as a query costs, in one call for a hundred. What a call leaves out, or cannot be read, is missing in the result.
 */
export const loadOpenings = async (
  log: EventLog,
  requests: readonly string[],
): Promise<ReadonlyMap<string, Stream>> => {
  const openings = new Map<string, Stream>();
  for (let start = 0; start < requests.length; start += keysPerCall) {
    const Keys = requests
      .slice(start, start + keysPerCall)
      .map((request) => ({ request: { S: request }, version: { N: '1' } }));
    const { Responses } = await log.client.send(
      new BatchGetItemCommand({ RequestItems: { [log.table]: { Keys } } }),
    );
    for (const commit of (Responses?.[log.table] ?? []).flatMap(readable))
      openings.set(commit.request, {
        request: commit.request,
        version: commit.last,
        events: recordedEvents(commit),
      });
  }
  return openings;
};

/**
 * Writes a commit where its first version is still free.
 * @throws HeadMoved when another writer was first
 * @throws CommitTooLarge when its events do not fit in one item
 */
export const putCommit = async (log: EventLog, commit: Commit): Promise<void> => {
  const item = encodeCommit(commit);
  const bytes = item['events']?.B?.length ?? Buffer.byteLength(item['events']?.S ?? '');
  if (bytes > largestEventsBytes) throw new CommitTooLarge(`${bytes} bytes of events for ${commit.request}`);
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
};

/** Every commit of one of `total` parallel scan segments, in pages; across streams in no order. */
export async function* readAll(
  log: EventLog,
  { segment = 0, total = 1 }: { segment?: number; total?: number } = {},
): AsyncGenerator<Commit[]> {
  let startKey: Key | undefined;
  do {
    const page: ScanCommandOutput = await log.client.send(
      new ScanCommand({
        TableName: log.table,
        Segment: segment,
        TotalSegments: total,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    yield (page.Items ?? []).map(decodeCommit);
    startKey = page.LastEvaluatedKey;
  } while (startKey);
}
