import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import type { AgencyLines } from '../projections/projection.ts';
import type { Line } from '../segment/column.ts';
import type { Surroundings } from '../surroundings.ts';
import { decodeElsewhere, decodeLines } from './stored-lines.ts';
import { type Item, keyOf, type View } from './view.ts';

/** A row as the view holds it. */
export type StoredRow = {
  readonly request: string;
  readonly version: number;
  /** The projection version that wrote it; rows older than this attribute are of the first. */
  readonly by: number;
  readonly agency: string;
  readonly month: string;
  readonly lines: readonly Line[];
  readonly elsewhere: readonly AgencyLines[];
};

const decode = (item: Item): StoredRow => ({
  request: (item['pk']?.S ?? '').replace(/^\d+\|row\|/, ''),
  version: Number(item['version']?.N),
  by: Number(item['by']?.N ?? 1),
  agency: item['agency']?.S ?? '',
  month: item['month']?.S ?? '',
  lines: decodeLines(item['lines']),
  elsewhere: decodeElsewhere(item['elsewhere']),
});

/** BatchGetItem takes 100 keys a call. */
const keysPerCall = 100;
const attempts = 8;
const firstDelayMs = 20;

/**
 * Reads the rows of many requests: ½ read unit each, 1 with strong consistency.
 * @throws Error where DynamoDB leaves some unread after a few attempts
 */
export const readRows = async (
  view: View,
  requests: readonly string[],
  { consistent, surroundings }: { consistent: boolean; surroundings: Surroundings },
): Promise<ReadonlyMap<string, StoredRow>> => {
  const rows = new Map<string, StoredRow>();
  for (let start = 0; start < requests.length; start += keysPerCall) {
    let pending = requests.slice(start, start + keysPerCall).map((request) => keyOf.row(view, request));
    for (let attempt = 0; pending.length > 0; attempt++) {
      if (attempt === attempts) throw new Error(`${pending.length} rows were not read`);
      if (attempt > 0) await surroundings.sleep(surroundings.random() * firstDelayMs * 2 ** attempt);
      const { Responses, UnprocessedKeys } = await view.client.send(
        new BatchGetItemCommand({
          RequestItems: { [view.table]: { Keys: pending, ConsistentRead: consistent } },
        }),
      );
      for (const row of (Responses?.[view.table] ?? []).map(decode)) rows.set(row.request, row);
      pending = UnprocessedKeys?.[view.table]?.Keys ?? [];
    }
  }
  return rows;
};
