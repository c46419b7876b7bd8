import {
  BatchWriteItemCommand,
  QueryCommand,
  type QueryCommandOutput,
  TransactWriteItemsCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { type Instant, instant, instantOf, instantText } from '../instant.ts';
import { bucketOf } from '../segment/bucket.ts';
import type { Schema } from '../segment/column.ts';
import type { SegmentRow } from '../segment/pack.ts';
import type { Surroundings } from '../surroundings.ts';
import type { DirectoryEntry } from './directory.ts';
import { changesOf, decodeRow, encodeRow, type Item, type View } from './view.ts';
import type { Change } from './write-row.ts';

/**
 * How far before a watermark changes are read again. An entry is stamped before it is written, so it may appear
 * late by as much as the projecting function may run (60 s) and clocks may differ. Merging twice changes nothing.
 */
const overlapMs = 120_000;

/** Changes stay readable for 30 days; the compactor folds them in within minutes, and an alarm says if it does not. */
const lifeSeconds = 30 * 86_400;
/** BatchWriteItem takes 25 items a call, TransactWriteItems 100. */
const itemsPerCall = 25;
const itemsPerTransaction = 100;
const attempts = 6;
const firstDelayMs = 20;

/** So many entries are held in memory at once: some 20 MB. */
export const entriesPerPage = 20_000;

const itemOf = (view: View, { agency, month, row }: Change, spread: number, at: Instant): Item => ({
  pk: { S: changesOf(view, agency, bucketOf(row.request, spread)) },
  sk: { S: [instantText(at), month, row.request, row.version].join('|') },
  request: { S: row.request },
  month: { S: month },
  ...encodeRow(row),
  expires: { N: String(Math.ceil(at / 1000) + lifeSeconds) },
});

const putBatch = async (
  view: View,
  items: readonly Item[],
  { random, sleep }: Surroundings,
): Promise<void> => {
  let pending: WriteRequest[] = items.map((Item) => ({ PutRequest: { Item } }));
  for (let attempt = 0; pending.length > 0; attempt++) {
    if (attempt === attempts) throw new Error(`${pending.length} changes were not written`);
    if (attempt > 0) await sleep(random() * firstDelayMs * 2 ** attempt);
    const { UnprocessedItems } = await view.client.send(
      new BatchWriteItemCommand({ RequestItems: { [view.table]: pending } }),
    );
    pending = UnprocessedItems?.[view.table] ?? [];
  }
};

const putTogether = async (
  view: View,
  items: readonly Item[],
  { random, sleep }: Surroundings,
): Promise<void> => {
  const TransactItems = items.map((Item) => ({ Put: { TableName: view.table, Item } }));
  for (let attempt = 1; ; attempt++) {
    try {
      await view.client.send(new TransactWriteItemsCommand({ TransactItems }));
      return;
    } catch (error) {
      // Cancelled for what else went on just then; the SDK does not try that again.
      const isCancelled = error instanceof Error && error.name === 'TransactionCanceledException';
      if (!isCancelled || attempt === attempts) throw error;
      await sleep(random() * firstDelayMs * 2 ** attempt);
    }
  }
};

/** Lists side by side in one, as many as fit; a list that is too long by itself is cut. */
const packed = <T>(lists: readonly (readonly T[])[], most: number): T[][] => {
  const packs: T[][] = [];
  for (const list of lists)
    for (let start = 0; start < list.length; start += most) {
      const part = list.slice(start, start + most);
      const last = packs.at(-1);
      if (last && last.length + part.length <= most) last.push(...part);
      else packs.push(part);
    }
  return packs;
};

/**
 * Writes entries of the change index, each 1 write unit, stamped just before they are written. The entries of a request
 * that has moved are written all or none, at 2 units each: with one of them alone it would count twice, or not at all.
 * @param spreads over how many partitions each agency's changes are spread, as far as known; less than the directory
 * says does no harm
 * @throws Error where DynamoDB leaves some unwritten after a few attempts: all of them must then come again
 */
export const putChanges = async (
  view: View,
  changes: readonly Change[],
  surroundings: Surroundings,
  spreads: ReadonlyMap<string, number> = new Map(),
): Promise<void> => {
  const stamped = (some: readonly Change[]): Item[] => {
    const at = surroundings.now();
    return some.map((change) => itemOf(view, change, spreads.get(change.agency) ?? 1, at));
  };
  const byRequest = [...Map.groupBy(changes, ({ row }) => row.request).values()];
  const moved = byRequest.filter((own) => own.length > 1);
  const others = byRequest.filter((own) => own.length === 1);
  for (const some of packed(moved, itemsPerTransaction)) await putTogether(view, stamped(some), surroundings);
  for (const some of packed(others, itemsPerCall)) await putBatch(view, stamped(some), surroundings);
};

/** An entry of the change index, as read: when it was stamped, as text, which month it concerns, and the row. */
export type Entry<S extends Schema> = {
  readonly at: string;
  readonly month: string;
  readonly row: SegmentRow<S>;
};

/** Some changes in the order of time: all up to an instant, or up to now where there is none. */
type ChangesPage<S extends Schema> = {
  readonly entries: readonly Entry<S>[];
  readonly upTo: Instant | undefined;
};

const decodeEntry = <S extends Schema>(item: Item): Entry<S> => ({
  at: (item['sk']?.S ?? '').split('|', 1)[0] ?? '',
  month: item['month']?.S ?? '',
  row: decodeRow<S>(item),
});

/** One partition of the change index, being read. */
type Cursor<S extends Schema> = {
  readonly partition: string;
  entries: Entry<S>[];
  next: QueryCommandOutput['LastEvaluatedKey'];
  isDone: boolean;
};

const readOn = async <S extends Schema>(
  view: View,
  cursor: Cursor<S>,
  since: string,
  limit: number,
): Promise<void> => {
  const { Items, LastEvaluatedKey }: QueryCommandOutput = await view.client.send(
    new QueryCommand({
      TableName: view.table,
      KeyConditionExpression: 'pk = :pk AND sk >= :since',
      ExpressionAttributeValues: { ':pk': { S: cursor.partition }, ':since': { S: since } },
      ConsistentRead: true,
      Limit: limit,
      ...(cursor.next && { ExclusiveStartKey: cursor.next }),
    }),
  );
  cursor.entries.push(...(Items ?? []).map((item) => decodeEntry<S>(item)));
  cursor.next = LastEvaluatedKey;
  cursor.isDone = LastEvaluatedKey === undefined;
};

/**
 * The changes of an agency since its watermark less the overlap (from the beginning where it has none), page by page,
 * each of about `pageSize` entries, oldest first over all partitions.
 */
export async function* changePages<S extends Schema>(
  view: View,
  { agency, spread, watermark }: DirectoryEntry,
  pageSize: number,
): AsyncGenerator<ChangesPage<S>, void, undefined> {
  const since = watermark === undefined ? '0' : instantText(instant(watermark - overlapMs));
  const cursors = Array.from(
    { length: spread },
    (_, n): Cursor<S> => ({
      partition: changesOf(view, agency, n),
      entries: [],
      next: undefined,
      isDone: false,
    }),
  );
  const share = Math.ceil(pageSize / spread);
  for (;;) {
    await Promise.all(
      cursors.map(async (cursor) => {
        while (!cursor.isDone && cursor.entries.length < share) await readOn(view, cursor, since, share);
      }),
    );
    // Beyond what the shortest of the unfinished partitions has given, another may hold something older.
    const limits = cursors.filter(({ isDone }) => !isDone).map(({ entries }) => entries.at(-1)?.at ?? '');
    const limit = limits.length === 0 ? undefined : limits.toSorted()[0];
    const entries: Entry<S>[] = [];
    for (const cursor of cursors) {
      const later = cursor.entries.findIndex(({ at }) => limit !== undefined && at > limit);
      entries.push(...cursor.entries.splice(0, later === -1 ? cursor.entries.length : later));
    }
    if (spread > 1) entries.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
    yield { entries, upTo: limit === undefined ? undefined : instantOf(limit) };
    if (limit === undefined) return;
  }
}

/** The changed rows by the month they concern: of each request the newest, and of one version the latest. */
export type Changes<S extends Schema> = ReadonlyMap<string, ReadonlyMap<string, SegmentRow<S>>>;

/** Reads the rows changed since the watermark of an agency, less the overlap; from the beginning where it has none. */
export const readChanges = async <S extends Schema>(
  view: View,
  entry: DirectoryEntry,
): Promise<Changes<S>> => {
  const byMonth = new Map<string, Map<string, SegmentRow<S>>>();
  for await (const { entries } of changePages<S>(view, entry, entriesPerPage)) {
    for (const { month, row } of entries) {
      const rows = byMonth.get(month) ?? new Map<string, SegmentRow<S>>();
      byMonth.set(month, rows);
      const known = rows.get(row.request);
      if (known === undefined || known.version <= row.version) rows.set(row.request, row);
    }
  }
  return byMonth;
};
