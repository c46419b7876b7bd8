import { PutItemCommand, QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { type Instant, instantOf, instantText } from '../instant.ts';
import { isWithin } from '../request/decide.ts';
import type { SegmentSummary } from '../segment/summary.ts';
import { directoryOf, type Item, keyOf, type View } from './view.ts';

/** What the view holds of one agency: its segments, and up to when changes are folded into them. */
export type DirectoryEntry = {
  readonly agency: string;
  readonly sequence: number;
  readonly watermark?: Instant;
  readonly segments: readonly SegmentSummary[];
};

/** Someone else wrote the same item since it was read; what they wrote is as good. */
export const isLostRace = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

const decodeEntry = (item: Item): DirectoryEntry => ({
  agency: item['sk']?.S ?? '',
  sequence: Number(item['sequence']?.N ?? 0),
  ...(item['watermark']?.S !== undefined && { watermark: instantOf(item['watermark'].S) }),
  segments: JSON.parse(item['segments']?.S ?? '[]') as SegmentSummary[],
});

/** Makes sure that an agency is listed, before its first change is: an agency that is not listed is not read. */
export const listAgency = async (view: View, agency: string): Promise<void> => {
  try {
    await view.client.send(
      new PutItemCommand({
        TableName: view.table,
        Item: { ...keyOf.directory(view, agency), sequence: { N: '0' } },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  } catch (error) {
    if (!isLostRace(error)) throw error;
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

/** Writes an entry that was read at the sequence before. Throws where another was written since. */
export const putDirectoryEntry = async (view: View, entry: DirectoryEntry): Promise<void> => {
  await view.client.send(
    new PutItemCommand({
      TableName: view.table,
      Item: {
        ...keyOf.directory(view, entry.agency),
        sequence: { N: String(entry.sequence) },
        ...(entry.watermark !== undefined && { watermark: { S: instantText(entry.watermark) } }),
        segments: { S: JSON.stringify(entry.segments) },
      },
      ConditionExpression: '#sequence = :before',
      ExpressionAttributeNames: { '#sequence': 'sequence' },
      ExpressionAttributeValues: { ':before': { N: String(entry.sequence - 1) } },
    }),
  );
};
