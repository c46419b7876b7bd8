import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { crashingAt, describeWithEngine, intercepted, operationOf } from '../../test/engine.ts';
import { fakeClock } from '../../test/events.ts';
import { linesOfRows, readLines, rowAt, write } from '../../test/rows.ts';
import type { Instant } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { putChanges, readChanges } from './changes.ts';
import { compact } from './compact.ts';
import { type DirectoryEntry, listAgency } from './directory.ts';
import { keyOf, type View } from './view.ts';
import { writeRow } from './write-row.ts';

const october = '2026-10-05T08:00:00+07:00';
const november = '2026-11-05T08:00:00+07:00';

const storedVersion = async (view: View, request: string): Promise<number> => {
  const { Item } = await view.client.send(
    new GetItemCommand({ TableName: view.table, Key: keyOf.row(view, request), ConsistentRead: true }),
  );
  return Number(Item?.['version']?.N ?? 0);
};

describeWithEngine('writing a row', (engine) => {
  const newView = async (): Promise<View> => {
    const view = await engine().createView();
    for (const agency of ['H29', 'H29.07', 'H30']) await listAgency(view, agency);
    return view;
  };

  test('a newer row replaces an older one; an older one does nothing', async () => {
    const view = await newView();
    expect(await writeRow(view, rowAt('r', 2), { by: 1 })).toHaveLength(1);
    expect(await writeRow(view, rowAt('r', 1), { by: 1 })).toEqual([]);
    expect(await storedVersion(view, 'r')).toBe(2);
    expect(await writeRow(view, rowAt('r', 10), { by: 1 })).toHaveLength(1);
    expect(await writeRow(view, rowAt('r', 9), { by: 1 })).toEqual([]);
    expect(await storedVersion(view, 'r')).toBe(10);
  });

  test('writers of every version at once, in any order, leave the newest', async () => {
    const view = await newView();
    const { surroundings } = fakeClock();
    const versions = [7, 3, 12, 1, 9, 12, 5, 2, 11, 12, 4, 8, 6, 10];
    const rows = versions.map((n) =>
      rowAt('r', n, { received: n % 2 ? october : november, agency: n % 3 ? 'H29' : 'H30' }),
    );
    await Promise.all(rows.map((row) => write(view, row, surroundings)));
    expect(await storedVersion(view, 'r')).toBe(12);
    const newest = rows.filter(({ version }) => version === 12).slice(0, 1);
    expect(await readLines(view)).toEqual(linesOfRows(newest));
    await compact(view, processingTimes, surroundings.now);
    expect(await readLines(view)).toEqual(linesOfRows(newest));
  });

  test('the same version again is told to index its changes again, tombstones and all', async () => {
    const view = await newView();
    await writeRow(view, rowAt('r', 1, { agency: 'H29' }), { by: 1 });
    const moved = rowAt('r', 2, { agency: 'H30', received: november });
    const first = await writeRow(view, moved, { by: 1 });
    expect(first.map(({ agency, month, row }) => [agency, month, row.version, row.lines.length])).toEqual([
      ['H30', '2026-11', 2, 1],
      ['H29', '2026-10', 2, 0],
    ]);
    expect(await writeRow(view, moved, { by: 1 })).toEqual(first);
  });

  test('a crash between row and index, or between two calls of the index, is mended by a repeat', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let n = 0; n < 2; n++) {
        const view = await newView();
        const { surroundings } = fakeClock();
        await write(view, rowAt('r', 1, { agency: 'H29' }), surroundings);
        const moved = rowAt('r', 2, { agency: 'H30', received: november });
        const crashing = { ...view, client: crashingAt(view.client, n, when) };
        await expect(write(crashing, moved, surroundings)).rejects.toThrow(when);
        await write(view, moved, surroundings);
        expect(await readLines(view)).toEqual(linesOfRows([moved]));
      }
    }
  });

  test('a row that leaves an agency or a month leaves a tombstone; one that comes back is there again', async () => {
    const view = await newView();
    const { surroundings, advance } = fakeClock();
    const places = [
      { agency: 'H29', received: november },
      { agency: 'H29', received: october },
      { agency: 'H30', received: october },
      { agency: 'H29.07', received: october },
      { agency: 'H29', received: november },
    ];
    for (const [index, place] of places.entries()) {
      const row = rowAt('r', index + 1, place);
      await write(view, row, surroundings);
      expect(await readLines(view)).toEqual(linesOfRows([row]));
      // The next move finds the former place folded into a segment, beyond the overlap.
      if (index % 2 === 0) await compact(view, processingTimes, surroundings.now);
      advance(10 * 60_000);
      expect(await readLines(view)).toEqual(linesOfRows([row]));
    }
  });

  test('an old row indexed late, after its request moved on and was folded in, does not come back', async () => {
    const view = await newView();
    const { surroundings, advance } = fakeClock();
    const old = rowAt('r', 1, { agency: 'H29' });
    const lateChanges = await writeRow(view, old, { by: 1 });
    const moved = rowAt('r', 2, { agency: 'H30' });
    await write(view, moved, surroundings);
    advance(5 * 60_000);
    await compact(view, processingTimes, surroundings.now);
    await putChanges(view, lateChanges, surroundings);
    expect(await readLines(view)).toEqual(linesOfRows([moved]));
    advance(5 * 60_000);
    await compact(view, processingTimes, surroundings.now);
    advance(5 * 60_000);
    await compact(view, processingTimes, surroundings.now);
    expect(await readLines(view)).toEqual(linesOfRows([moved]));
  });

  test('more changes than a call takes are all written, also where DynamoDB leaves some for later', async () => {
    const view = await newView();
    const { surroundings, slept } = fakeClock();
    const rows = Array.from({ length: 60 }, (_, n) => rowAt(`r${n}`, 1));
    const changes = (await Promise.all(rows.map((row) => writeRow(view, row, { by: 1 })))).flat();
    let isStingy = true;
    const client = intercepted(view.client, async (command, run) => {
      if (operationOf(command) !== 'BatchWriteItem' || !isStingy) return run();
      isStingy = false;
      const input = command.input as { RequestItems: Record<string, unknown[]> };
      const all = input.RequestItems[view.table] ?? [];
      const { length } = all;
      const left = all.splice(10);
      expect(length).toBe(25);
      return { ...((await run()) as object), UnprocessedItems: { [view.table]: left } };
    });
    await putChanges({ ...view, client }, changes, surroundings);
    expect(slept).toHaveLength(1);
    expect(await readLines(view)).toEqual(linesOfRows(rows));
  });

  test('what DynamoDB never writes is an error, not a loss', async () => {
    const view = await newView();
    const { surroundings } = fakeClock();
    const changes = await writeRow(view, rowAt('r', 1), { by: 1 });
    const client = intercepted(view.client, (command) => {
      const { RequestItems } = command.input as { RequestItems: object };
      return Promise.resolve({ UnprocessedItems: RequestItems });
    });
    await expect(putChanges({ ...view, client }, changes, surroundings)).rejects.toThrow('not written');
  });

  test('changes read back by month, from the beginning or from a watermark less the overlap', async () => {
    const view = await newView();
    const { surroundings, advance } = fakeClock();
    await write(view, rowAt('a', 1), surroundings);
    advance(10 * 60_000);
    const watermark = surroundings.now();
    await write(view, rowAt('b', 1, { received: november }), surroundings);
    const entryAt = (watermark?: Instant): DirectoryEntry => ({
      agency: 'H29',
      sequence: 0,
      spread: 1,
      segments: [],
      ...(watermark !== undefined && { watermark }),
    });
    const all = await readChanges(view, entryAt());
    expect([...all.keys()].sort()).toEqual(['2026-10', '2026-11']);
    const recent = await readChanges(view, entryAt(watermark));
    expect([...recent.keys()]).toEqual(['2026-11']);
    expect([...(recent.get('2026-11')?.values() ?? [])]).toMatchObject([{ request: 'b', version: 1 }]);
  });

  test('a change expires 30 days after it was written, and a row never', async () => {
    const view = await newView();
    const { surroundings } = fakeClock('2026-11-24T03:00:00Z');
    const seen: unknown[] = [];
    const client = intercepted(view.client, (command, run) => {
      seen.push(JSON.parse(JSON.stringify(command.input)));
      return run();
    });
    await write({ ...view, client }, rowAt('r', 1), surroundings);
    const expires = Date.parse('2026-12-24T03:00:00Z') / 1000;
    expect(JSON.stringify(seen[1])).toContain(`"expires":{"N":"${expires}"}`);
    expect(JSON.stringify(seen[0])).not.toContain('expires');
  });
});
