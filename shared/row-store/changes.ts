import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { type Instant, instant, instantText } from '../instant.ts';
import type { Schema } from '../segment/column.ts';
import type { SegmentRow } from '../segment/pack.ts';
import { changesOf, decodeRow, type View } from './view.ts';

/**
 * How far before a watermark changes are read again. An entry is stamped before it is written, so it may appear
 * late by as much as the projecting function may run (60 s) and clocks may differ. Merging twice changes nothing.
 */
export const overlapMs = 120_000;

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
          ':pk': { S: changesOf(agency) },
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
