import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Month } from '../calendar/zone.ts';
import type { Packed } from '../segment/pack.ts';
import type { SegmentSummary } from '../segment/summary.ts';
import { type Item, keyOf, segmentKey, segmentsOf, type View } from './view.ts';

export type StoredSegment = { readonly month: Month; readonly sequence: number; readonly packed: Packed };

const decodeSegment = (item: Item): StoredSegment => ({
  month: (item['sk']?.S ?? '').slice(0, 7),
  sequence: Number(item['sequence']?.N),
  packed: { columns: item['columns']?.B ?? new Uint8Array(), keys: item['keys']?.B ?? new Uint8Array() },
});

/** One segment as it is now, or undefined. */
export const readSegment = async (
  view: View,
  agency: string,
  month: Month,
): Promise<StoredSegment | undefined> => {
  const { Item } = await view.client.send(
    new GetItemCommand({
      TableName: view.table,
      Key: keyOf.segment(view, agency, month),
      ConsistentRead: true,
    }),
  );
  return Item && decodeSegment(Item);
};

/** Writes a segment that was read at the sequence before (0: there was none). Throws where another was written since. */
export const putSegment = async (view: View, agency: string, segment: StoredSegment): Promise<void> => {
  await view.client.send(
    new PutItemCommand({
      TableName: view.table,
      Item: {
        ...keyOf.segment(view, agency, segment.month),
        sequence: { N: String(segment.sequence) },
        columns: { B: segment.packed.columns },
        keys: { B: segment.packed.keys },
      },
      ConditionExpression: segment.sequence === 1 ? 'attribute_not_exists(pk)' : '#sequence = :before',
      ...(segment.sequence > 1 && {
        ExpressionAttributeNames: { '#sequence': 'sequence' },
        ExpressionAttributeValues: { ':before': { N: String(segment.sequence - 1) } },
      }),
    }),
  );
};

const queryRange = async (
  view: View,
  agency: string,
  [first, last]: readonly [Month, Month],
  consistent: boolean,
): Promise<StoredSegment[]> => {
  const segments: StoredSegment[] = [];
  let startKey: QueryCommandOutput['LastEvaluatedKey'];
  do {
    const page: QueryCommandOutput = await view.client.send(
      new QueryCommand({
        TableName: view.table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': { S: segmentsOf(view, agency) },
          ':first': { S: segmentKey(first) },
          ':last': { S: segmentKey(last) },
        },
        ConsistentRead: consistent,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    segments.push(...(page.Items ?? []).map(decodeSegment));
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return segments;
};

/** Runs of wanted months that stand side by side in the directory: each is one query. */
const runsOf = (all: readonly SegmentSummary[], wanted: ReadonlySet<Month>): [Month, Month][] => {
  const runs: [Month, Month][] = [];
  let previousWanted = false;
  for (const { month } of all.toSorted((a, b) => (a.month < b.month ? -1 : 1))) {
    const isWanted = wanted.has(month);
    const run = runs.at(-1);
    if (isWanted && previousWanted && run) run[1] = month;
    else if (isWanted) runs.push([month, month]);
    previousWanted = isWanted;
  }
  return runs;
};

/**
 * Reads the wanted segments of an agency at half price, and again consistently where a copy was older than the
 * directory says. A newer one is fine: changes since the directory's watermark merge into it without effect.
 */
export const readSegments = async (
  view: View,
  agency: string,
  all: readonly SegmentSummary[],
  wanted: readonly SegmentSummary[],
): Promise<StoredSegment[]> => {
  const runs = runsOf(all, new Set(wanted.map(({ month }) => month)));
  const found = await Promise.all(
    runs.map(async (run) => {
      const expected = wanted.filter(({ month }) => month >= run[0] && month <= run[1]);
      const cheap = await queryRange(view, agency, run, false);
      const sequences = new Map(cheap.map(({ month, sequence }) => [month, sequence]));
      const stale = expected.some(({ month, sequence }) => (sequences.get(month) ?? 0) < sequence);
      return stale ? queryRange(view, agency, run, true) : cheap;
    }),
  );
  return found.flat();
};
