import {
  BatchWriteItemCommand,
  QueryCommand,
  type QueryCommandOutput,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { type Instant, instant, instantText } from '../instant.ts';
import type { Schema } from '../segment/column.ts';
import type { SegmentRow } from '../segment/pack.ts';
import type { Surroundings } from '../surroundings.ts';
import { changesOf, decodeRow, encodeRow, type Item, type View } from './view.ts';
import type { Change } from './write-row.ts';

/**
 * How far before a watermark changes are read again. An entry is stamped before it is written, so it may appear
 * late by as much as the projecting function may run (60 s) and clocks may differ. Merging twice changes nothing.
 */
const overlapMs = 120_000;

/** Changes stay readable for 30 days; the compactor folds them in within minutes, and an alarm says if it does not. */
const lifeSeconds = 30 * 86_400;
/** BatchWriteItem takes 25 items a call. */
const itemsPerCall = 25;
const attempts = 6;
const firstDelayMs = 20;

const itemOf = (view: View, { agency, month, row }: Change, at: Instant): Item => ({
  pk: { S: changesOf(view, agency) },
  sk: { S: [instantText(at), month, row.request, row.version].join('|') },
  request: { S: row.request },
  month: { S: month },
  ...encodeRow(row),
  expires: { N: String(Math.ceil(at / 1000) + lifeSeconds) },
});

/**
 * Writes entries of the change index, each 1 write unit, stamped just before they are written.
 * @throws Error where DynamoDB leaves some unwritten after a few attempts: all of them must then come again
 */
export const putChanges = async (
  view: View,
  changes: readonly Change[],
  { now, random, sleep }: Surroundings,
): Promise<void> => {
  for (let start = 0; start < changes.length; start += itemsPerCall) {
    const at = now();
    let pending: WriteRequest[] = changes
      .slice(start, start + itemsPerCall)
      .map((change) => ({ PutRequest: { Item: itemOf(view, change, at) } }));
    for (let attempt = 0; pending.length > 0; attempt++) {
      if (attempt === attempts) throw new Error(`${pending.length} changes were not written`);
      if (attempt > 0) await sleep(random() * firstDelayMs * 2 ** attempt);
      const { UnprocessedItems } = await view.client.send(
        new BatchWriteItemCommand({ RequestItems: { [view.table]: pending } }),
      );
      pending = UnprocessedItems?.[view.table] ?? [];
    }
  }
};

/** The changed rows of an agency by the month they concern. */
export type Changes<S extends Schema> = ReadonlyMap<string, readonly SegmentRow<S>[]>;

/** Reads the rows changed since a watermark, less the overlap; from the beginning where there is none. */
export const readChanges = async <S extends Schema>(
  view: View,
  agency: string,
  watermark: Instant | undefined,
): Promise<Changes<S>> => {
  const since = watermark === undefined ? '' : instantText(instant(watermark - overlapMs));
  const byMonth = new Map<string, SegmentRow<S>[]>();
  let startKey: QueryCommandOutput['LastEvaluatedKey'];
  do {
    const page: QueryCommandOutput = await view.client.send(
      new QueryCommand({
        TableName: view.table,
        KeyConditionExpression: since === '' ? 'pk = :pk' : 'pk = :pk AND sk >= :since',
        ExpressionAttributeValues: {
          ':pk': { S: changesOf(view, agency) },
          ...(since !== '' && { ':since': { S: since } }),
        },
        ConsistentRead: true,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    for (const item of page.Items ?? []) {
      const month = item['month']?.S ?? '';
      const rows = byMonth.get(month) ?? [];
      rows.push(decodeRow<S>(item));
      byMonth.set(month, rows);
    }
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return byMonth;
};
