import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { type Instant, instantOf, instantText } from '../instant.ts';
import { isWithin } from '../request/participation.ts';
import type { SegmentSummary } from '../segment/summary.ts';
import { directoryOf, type Item, keyOf, type View } from './view.ts';

/**
 * What the view holds of one agency: its segments, and up to when changes are folded into them. Only what is listed
 * here counts: a segment that is not is the rest of a split, and its rows are here or among the changes.
 */
export type DirectoryEntry = {
  readonly agency: string;
  readonly sequence: number;
  /** Over how many partitions the changes are spread; it only grows. */
  readonly spread: number;
  readonly watermark?: Instant;
  readonly segments: readonly SegmentSummary[];
};

/** Someone else wrote the same item since it was read; what they wrote is as good. */
export const isLostRace = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

const decodeEntry = (item: Item): DirectoryEntry => ({
  agency: item['sk']?.S ?? '',
  sequence: Number(item['sequence']?.N ?? 0),
  spread: Number(item['spread']?.N ?? 1),
  ...(item['watermark']?.S !== undefined && { watermark: instantOf(item['watermark'].S) }),
  segments: JSON.parse(item['segments']?.S ?? '[]') as SegmentSummary[],
});

/**
 * Makes sure that an agency is listed, before its first change is: an agency that is not listed is not read.
 * @returns over how many partitions its changes are spread
 */
export const listAgency = async (view: View, agency: string): Promise<number> => {
  try {
    await view.client.send(
      new PutItemCommand({
        TableName: view.table,
        Item: { ...keyOf.directory(view, agency), sequence: { N: '0' } },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return 1;
  } catch (error) {
    if (!isLostRace(error)) throw error;
    return decodeEntry((error as Error & { Item?: Item }).Item ?? {}).spread;
  }
};

/** The directory of the agencies at or under one, or of all. */
export const readDirectory = async (view: View, within: string | undefined): Promise<DirectoryEntry[]> => {
  const entries: DirectoryEntry[] = [];
  let startKey: QueryCommandOutput['LastEvaluatedKey'];
  do {
    const page: QueryCommandOutput = await view.client.send(
      new QueryCommand({
        TableName: view.table,
        KeyConditionExpression: within === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :within)',
        ExpressionAttributeValues: {
          ':pk': { S: directoryOf(view) },
          ...(within !== undefined && { ':within': { S: within } }),
        },
        ConsistentRead: true,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    entries.push(...(page.Items ?? []).map(decodeEntry));
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return within === undefined ? entries : entries.filter(({ agency }) => isWithin(agency, within));
};

/** The entry of one agency as it is now, or undefined. */
export const readEntry = async (view: View, agency: string): Promise<DirectoryEntry | undefined> => {
  const Key = keyOf.directory(view, agency);
  const { Item } = await view.client.send(
    new GetItemCommand({ TableName: view.table, Key, ConsistentRead: true }),
  );
  return Item && decodeEntry(Item);
};

/** Writes an entry that was read at the sequence before. Throws where another was written since. */
export const putDirectoryEntry = async (view: View, entry: DirectoryEntry): Promise<void> => {
  await view.client.send(
    new PutItemCommand({
      TableName: view.table,
      Item: {
        ...keyOf.directory(view, entry.agency),
        sequence: { N: String(entry.sequence) },
        spread: { N: String(entry.spread) },
        ...(entry.watermark !== undefined && { watermark: { S: instantText(entry.watermark) } }),
        segments: { S: JSON.stringify(entry.segments) },
      },
      ConditionExpression: '#sequence = :before',
      ExpressionAttributeNames: { '#sequence': 'sequence' },
      ExpressionAttributeValues: { ':before': { N: String(entry.sequence - 1) } },
    }),
  );
};
