import {
  type AttributeValue,
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

/**
 * Reads what a stream gained since `known`, all of it by default.
 * @param consistent true where a decision hangs on the head (1 RCU per 4 kB), false where a later read mends it (½)
 */
export const loadStream = async (
  log: EventLog,
  request: string,
  { consistent, known = emptyStream(request) }: { consistent: boolean; known?: Stream },
): Promise<Stream> => {
  let stream = known;
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
    for (const commit of (page.Items ?? []).map(decodeCommit))
      stream = { request, version: commit.last, events: [...stream.events, ...recordedEvents(commit)] };
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return stream;
};

/**
 * Writes a commit where its first version is still free.
 * @throws HeadMoved when another writer was first
 */
export const putCommit = async (log: EventLog, commit: Commit): Promise<void> => {
  try {
    await log.client.send(
      new PutItemCommand({
        TableName: log.table,
        Item: encodeCommit(commit),
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
