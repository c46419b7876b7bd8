import {
  type AttributeValue,
  GetItemCommand,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { type Instant, instantText } from '../instant.ts';
import { type Commit, decodeCommit } from './commit.ts';
import type { EventLog } from './event-log.ts';

/** A commit as found in the log, or only its key where it cannot be read. */
export type Found = { readonly request: string; readonly first: number; readonly commit?: Commit };

const foundIn = (item: Record<string, AttributeValue>): Found => {
  const key = { request: item['request']?.S ?? '', first: Number(item['version']?.N) };
  try {
    return { ...key, commit: decodeCommit(item) };
  } catch {
    return key;
  }
};

/** The commit of a request with this first version, read with strong consistency; undefined where there is none. */
export const findCommit = async (
  { client, table }: EventLog,
  request: string,
  first: number,
): Promise<Found | undefined> => {
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: table,
      Key: { request: { S: request }, version: { N: String(first) } },
      ConsistentRead: true,
    }),
  );
  return Item && foundIn(Item);
};

/** The commits recorded in a period, both ends included, in pages and no order. Reads the whole log: ½ read unit for 4 kB. */
export async function* findRecordedBetween(
  { client, table }: EventLog,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): AsyncGenerator<Found[]> {
  let startKey: Record<string, AttributeValue> | undefined;
  do {
    const page: ScanCommandOutput = await client.send(
      new ScanCommand({
        TableName: table,
        FilterExpression: '#at BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':from': { S: instantText(from) }, ':to': { S: instantText(to) } },
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    yield (page.Items ?? []).map(foundIn);
    startKey = page.LastEvaluatedKey;
  } while (startKey);
}
