import { BatchWriteItemCommand, ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Instant } from '../instant.ts';
import type { Surroundings } from '../surroundings.ts';
import { changeGenerations, forget, readGenerations, viewOf } from './generations.ts';
import type { Sweeper } from './sweep.ts';
import { segments } from './sweep-segments.ts';
import {
  finishedOf,
  keepSegment,
  leaveSegment,
  noCounts,
  readSweeps,
  sumOf,
  takeSegment,
} from './sweep-state.ts';
import { type Item, prefixOf, type View } from './view.ts';

/** BatchWriteItem takes 25 items a call. */
const itemsPerCall = 25;
const attempts = 8;
const firstDelayMs = 20;

const deleteAll = async (
  { client, table }: View,
  keys: readonly Item[],
  { random, sleep }: Surroundings,
): Promise<void> => {
  for (let start = 0; start < keys.length; start += itemsPerCall) {
    let pending = keys.slice(start, start + itemsPerCall).map((Key) => ({ DeleteRequest: { Key } }));
    for (let attempt = 0; pending.length > 0; attempt++) {
      if (attempt === attempts) throw new Error(`${pending.length} items were not deleted`);
      if (attempt > 0) await sleep(random() * firstDelayMs * 2 ** attempt);
      const { UnprocessedItems } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: pending } }),
      );
      pending = (UnprocessedItems?.[table] ?? []) as typeof pending;
    }
  }
};

/** Items looked at a page: bounded, so that a page is done well within a lease. */
const pageItems = 2_000;

/**
 * Drops the generation that has been out of use for long enough, in one segment of the view's table, until the
 * deadline. Whoever comes last strikes it off the list.
 * @returns whether there was one to drop
 */
export const dropRetired = async (
  { view, projection, surroundings }: Sweeper,
  segment: number,
  { afterMs, deadline }: { afterMs: number; deadline: Instant },
): Promise<boolean> => {
  const { now } = surroundings;
  const { retired } = await readGenerations(view, projection);
  const due = retired.find(({ retiredAt }) => now() - retiredAt >= afterMs);
  if (due === undefined) return false;
  const generation = viewOf(view, due);
  const run = String(due.number);
  let state = await takeSegment(view, { kind: 'drop', segment, run }, now());
  while (state !== undefined && state.finishedAt === null) {
    const page: ScanCommandOutput = await view.client.send(
      new ScanCommand({
        TableName: view.table,
        Segment: segment,
        TotalSegments: segments,
        ConsistentRead: true,
        Limit: pageItems,
        FilterExpression: 'begins_with(pk, :generation)',
        ExpressionAttributeValues: { ':generation': { S: prefixOf(generation) } },
        ProjectionExpression: 'pk, sk',
        ...(state.cursor !== null && { ExclusiveStartKey: JSON.parse(state.cursor) as Item }),
      }),
    );
    const keys = page.Items ?? [];
    await deleteAll(generation, keys, surroundings);
    const counts = sumOf([state.counts, { ...noCounts, seen: page.ScannedCount ?? 0, written: keys.length }]);
    const cursor = page.LastEvaluatedKey ? JSON.stringify(page.LastEvaluatedKey) : null;
    const finishedAt = cursor === null ? now() : null;
    state = await keepSegment(view, { ...state, counts, cursor, finishedAt }, now());
    if (now() >= deadline) break;
  }
  if (state !== undefined) await leaveSegment(view, state, now());
  const done = finishedOf(await readSweeps(view), 'drop', run);
  if (done.length === segments) await changeGenerations(view, projection, forget(due.number));
  return true;
};
