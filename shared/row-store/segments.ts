import { createHash } from 'node:crypto';
import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Packed } from '../segment/pack.ts';
import type { SegmentPlace, SegmentSummary } from '../segment/summary.ts';
import { type Item, keyOf, segmentKey, segmentsOf, type View } from './view.ts';

/**
 * A segment as it is stored: its columns in one item, which a query reads, and its keys in another, which only a merge
 * needs. That one is named by its content and never changes, so it belongs to the columns that name it for good. Keys
 * that take no item of their own lie with the columns.
 */
export type StoredSegment = SegmentPlace & {
  readonly sequence: number;
  readonly columns: Uint8Array;
  readonly keys: Uint8Array | { readonly name: string };
};

/** The directory lists a segment that is no longer there: since it was read, the month was split. */
export class SegmentGone extends Error {
  override readonly name = 'SegmentGone';
}

const smallKeys = 256;
const attempts = 5;

const decodeSegment = (item: Item): StoredSegment => {
  const [month = '', buckets, bucket] = (item['sk']?.S ?? '').split('|');
  return {
    month,
    buckets: Number(buckets),
    bucket: Number(bucket),
    sequence: Number(item['sequence']?.N),
    columns: item['columns']?.B ?? new Uint8Array(),
    keys: item['keys']?.B ?? { name: item['keys']?.S ?? '' },
  };
};

const readSegment = async (
  view: View,
  agency: string,
  place: SegmentPlace,
): Promise<StoredSegment | undefined> => {
  const Key = keyOf.segment(view, agency, place);
  const { Item } = await view.client.send(
    new GetItemCommand({ TableName: view.table, Key, ConsistentRead: true }),
  );
  return Item && decodeSegment(Item);
};

const readKeys = async (
  view: View,
  agency: string,
  { keys }: StoredSegment,
  consistent: boolean,
): Promise<Uint8Array | undefined> => {
  if (keys instanceof Uint8Array) return keys;
  const Key = keyOf.keys(view, agency, keys.name);
  const { Item } = await view.client.send(
    new GetItemCommand({ TableName: view.table, Key, ConsistentRead: consistent }),
  );
  return Item?.['keys']?.B;
};

/**
 * A segment with its keys.
 * @param found as it was read a moment ago; read now where it is undefined, or where its keys are gone because it was
 * written since
 * @returns undefined where there is no segment
 */
export const readWhole = async (
  view: View,
  agency: string,
  place: SegmentPlace,
  found?: StoredSegment,
): Promise<{ readonly segment: StoredSegment; readonly packed: Packed } | undefined> => {
  let segment = found;
  for (let attempt = 0; attempt < attempts; attempt++) {
    segment ??= await readSegment(view, agency, place);
    if (segment === undefined) return undefined;
    const keys = await readKeys(view, agency, segment, segment !== found);
    if (keys !== undefined) return { segment, packed: { columns: segment.columns, keys } };
    segment = undefined;
  }
  throw new Error(`segment ${segmentKey(place)} of ${agency}: its keys are missing`);
};

const deleteKeys = async (view: View, agency: string, { keys }: StoredSegment): Promise<void> => {
  if (keys instanceof Uint8Array) return;
  const Key = keyOf.keys(view, agency, keys.name);
  await view.client.send(new DeleteItemCommand({ TableName: view.table, Key }));
};

const nameOf = (place: SegmentPlace, keys: Uint8Array): string =>
  [segmentKey(place), createHash('sha256').update(keys).digest('base64url').slice(0, 22)].join('|');

/**
 * Writes a segment over the one that was read: first the keys, then the columns that name them, and when these stand
 * the former keys go. Throws where another was written since.
 * @param before undefined where there was none
 * @returns the sequence written
 */
export const putSegment = async (
  view: View,
  agency: string,
  place: SegmentPlace,
  packed: Packed,
  before: StoredSegment | undefined,
): Promise<number> => {
  const sequence = (before?.sequence ?? 0) + 1;
  const name = nameOf(place, packed.keys);
  const isSmall = packed.keys.length <= smallKeys;
  if (!isSmall)
    await view.client.send(
      new PutItemCommand({
        TableName: view.table,
        Item: { ...keyOf.keys(view, agency, name), keys: { B: packed.keys } },
      }),
    );
  await view.client.send(
    new PutItemCommand({
      TableName: view.table,
      Item: {
        ...keyOf.segment(view, agency, place),
        sequence: { N: String(sequence) },
        columns: { B: packed.columns },
        keys: isSmall ? { B: packed.keys } : { S: name },
      },
      ConditionExpression: before === undefined ? 'attribute_not_exists(pk)' : '#sequence = :before',
      ...(before !== undefined && {
        ExpressionAttributeNames: { '#sequence': 'sequence' },
        ExpressionAttributeValues: { ':before': { N: String(before.sequence) } },
      }),
    }),
  );
  const isKept = before !== undefined && 'name' in before.keys && before.keys.name === name;
  if (before !== undefined && !isKept) await deleteKeys(view, agency, before);
  return sequence;
};

/** Deletes a segment that the directory no longer lists. */
export const deleteSegment = async (view: View, agency: string, segment: StoredSegment): Promise<void> => {
  const Key = keyOf.segment(view, agency, segment);
  await view.client.send(new DeleteItemCommand({ TableName: view.table, Key }));
  await deleteKeys(view, agency, segment);
};

const queryRange = async (
  view: View,
  agency: string,
  [first, last]: readonly [SegmentPlace, SegmentPlace],
  consistent: boolean,
): Promise<Map<string, StoredSegment>> => {
  const segments = new Map<string, StoredSegment>();
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
    for (const item of page.Items ?? []) {
      const segment = decodeSegment(item);
      segments.set(segmentKey(segment), segment);
    }
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return segments;
};

/** Runs of wanted segments that stand side by side in the directory: each is one query. */
const runsOf = (
  all: readonly SegmentSummary[],
  wanted: ReadonlySet<SegmentSummary>,
): (readonly [SegmentSummary, ...SegmentSummary[]])[] => {
  const runs: [SegmentSummary, ...SegmentSummary[]][] = [];
  let isRun = false;
  for (const summary of all.toSorted((a, b) => (segmentKey(a) < segmentKey(b) ? -1 : 1))) {
    const isWanted = wanted.has(summary);
    if (isWanted && isRun) runs.at(-1)?.push(summary);
    else if (isWanted) runs.push([summary]);
    isRun = isWanted;
  }
  return runs;
};

/**
 * Reads the wanted segments of an agency at half price, and again consistently where a copy was older than the
 * directory says. A newer one is fine: changes since the directory's watermark merge into it without effect.
 * @throws SegmentGone where one is not there: the directory must be read again
 */
export const readSegments = async (
  view: View,
  agency: string,
  all: readonly SegmentSummary[],
  wanted: ReadonlySet<SegmentSummary>,
): Promise<StoredSegment[]> => {
  const found = await Promise.all(
    runsOf(all, wanted).map(async (run) => {
      const range = [run[0], run.at(-1) ?? run[0]] as const;
      const isStale = (segments: ReadonlyMap<string, StoredSegment>) =>
        run.some((summary) => (segments.get(segmentKey(summary))?.sequence ?? 0) < summary.sequence);
      let segments = await queryRange(view, agency, range, false);
      if (isStale(segments)) segments = await queryRange(view, agency, range, true);
      // Between those listed there may lie the rest of a split: it does not count.
      return run.map((summary) => {
        const segment = segments.get(segmentKey(summary));
        if (segment === undefined) throw new SegmentGone(`${agency} ${segmentKey(summary)}`);
        return segment;
      });
    }),
  );
  return found.flat();
};
