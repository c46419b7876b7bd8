import { expect, test } from 'vitest';
import { crashingAt, describeWithEngine, intercepted, operationOf } from '../../test/engine.ts';
import { fakeClock } from '../../test/events.ts';
import { linesOfRows, readLines, rowAt } from '../../test/rows.ts';
import { processingTimes } from '../projections/processing-times.ts';
import type { PlacedRow } from '../projections/projection.ts';
import { changePages, putChanges } from './changes.ts';
import { compact } from './compact.ts';
import { type DirectoryEntry, listAgency, putDirectoryEntry, readEntry } from './directory.ts';
import type { View } from './view.ts';

/** What a request's move from an agency to another calls for: the row where it is, a tombstone where it was. */
const moved = (row: PlacedRow, to: string) => [
  { agency: to, month: row.month, row: { ...row, version: row.version + 1 } },
  { agency: row.agency, month: row.month, row: { ...row, version: row.version + 1, lines: [] } },
];

const minutes = (n: number) => n * 60_000;
const rowsOf = (count: number, first = 0, version = 1): PlacedRow[] =>
  Array.from({ length: count }, (_, n) => rowAt(`request ${first + n}`, version));

describeWithEngine('the change index, spread', (engine) => {
  const newView = async (): Promise<View> => {
    const view = await engine().createView();
    await listAgency(view, 'H29');
    return view;
  };
  const index = (
    view: View,
    rows: readonly PlacedRow[],
    clock: ReturnType<typeof fakeClock>,
    spread: number,
  ) =>
    putChanges(
      view,
      rows.map((row) => ({ agency: row.agency, month: row.month, row })),
      clock.surroundings,
      new Map([['H29', spread]]),
    );
  const spreadTo = async (view: View, spread: number): Promise<void> => {
    const entry = await readEntry(view, 'H29');
    if (entry) await putDirectoryEntry(view, { ...entry, sequence: entry.sequence + 1, spread });
  };

  test('pages are in the order of time over all partitions, whole, and no longer than asked for', async () => {
    const view = await newView();
    const clock = fakeClock();
    const rows = rowsOf(40);
    for (const row of rows) {
      await index(view, [row], clock, 4);
      clock.advance(1_000);
    }
    const entry: DirectoryEntry = { agency: 'H29', sequence: 0, spread: 4, segments: [] };
    const seen: string[] = [];
    let pages = 0;
    for await (const { entries, upTo } of changePages(view, entry, 8)) {
      pages++;
      seen.push(...entries.map(({ row }) => row.request));
      if (upTo !== undefined) expect(entries.at(-1)?.at).toBe(new Date(upTo).toISOString());
    }
    expect(pages).toBeGreaterThan(5);
    expect(seen).toEqual(rows.map(({ request }) => request));
  });

  test('a compactor that sees more than a partition bears spreads the changes, and they go on being read', async () => {
    const view = await newView();
    const clock = fakeClock();
    const all = rowsOf(5_001);
    await index(view, all, clock, 1);
    await compact(view, processingTimes, clock.now);
    // 5,001 in ten seconds: the next 10 s of as much would be within what two partitions bear.
    expect((await readEntry(view, 'H29'))?.spread).toBe(2);
    expect(await listAgency(view, 'H29')).toBe(2);
    const later = rowsOf(50, 5_001);
    await index(view, later, clock, 2);
    const stale = rowsOf(50, 6_000);
    await index(view, stale, clock, 1);
    const expected = linesOfRows([...all, ...later, ...stale]);
    expect(await readLines(view)).toEqual(expected);
    for (let run = 0; run < 2; run++) {
      clock.advance(minutes(5));
      await compact(view, processingTimes, clock.now);
      expect(await readLines(view)).toEqual(expected);
    }
    clock.advance(minutes(5));
    expect(await readLines(view)).toEqual(expected);
    expect((await readEntry(view, 'H29'))?.spread).toBe(2);
  });

  test('a few changes spread nothing', async () => {
    const view = await newView();
    const clock = fakeClock();
    await index(view, rowsOf(600), clock, 1);
    await compact(view, processingTimes, clock.now);
    expect((await readEntry(view, 'H29'))?.spread).toBe(1);
  });

  test('a compactor that knows fewer partitions than there are never moves the watermark past the others', async () => {
    const view = await newView();
    const clock = fakeClock();
    await index(view, rowsOf(5), clock, 1);
    // It has read the directory when another spreads the changes; then it stops for an hour.
    let calls = 0;
    const client = intercepted(view.client, async (command, run) => {
      if (operationOf(command) === 'Query' && calls++ === 1) {
        await spreadTo(view, 4);
        await index(view, rowsOf(20, 5), clock, 4);
        clock.advance(minutes(60));
      }
      return run();
    });
    expect(await compact({ ...view, client }, processingTimes, clock.now)).toMatchObject({ postponed: 1 });
    const expected = linesOfRows(rowsOf(25));
    expect(await readLines(view)).toEqual(expected);
    for (let run = 0; run < 2; run++) {
      await compact(view, processingTimes, clock.now);
      clock.advance(minutes(10));
      expect(await readLines(view)).toEqual(expected);
    }
  });

  test('of two rows at one version in two partitions the later written wins', async () => {
    const view = await newView();
    const clock = fakeClock();
    await spreadTo(view, 8);
    const first = rowsOf(20);
    const repaired = first.map((row) =>
      rowAt(row.request, row.version, { ended: '2026-10-09T08:00:00+07:00' }),
    );
    await index(view, first, clock, 8);
    clock.advance(1_000);
    // A writer that does not know of the spread yet.
    await index(view, repaired, clock, 1);
    const expected = linesOfRows(repaired);
    expect(await readLines(view)).toEqual(expected);
    await compact(view, processingTimes, clock.now, { entriesPerPage: 8, segmentBytes: 200_000 });
    expect(await readLines(view)).toEqual(expected);
    clock.advance(minutes(10));
    expect(await readLines(view)).toEqual(expected);
  });
});

describeWithEngine('the changes of requests that move', (engine) => {
  test('are written all or none: wherever a writer dies, each request counts once', async () => {
    const rows = rowsOf(60);
    let crashes = 0;
    for (let n = 0; ; n++) {
      const view = await engine().createView();
      for (const agency of ['H29', 'H30']) await listAgency(view, agency);
      const clock = fakeClock();
      const first = rows.map((row) => ({ agency: 'H29', month: row.month, row }));
      await putChanges(view, first, clock.surroundings);
      clock.advance(1_000);
      const changes = rows.flatMap((row, index) =>
        index % 2 ? moved(row, 'H30') : [{ agency: 'H29', month: row.month, row }],
      );
      const mortal = { ...view, client: crashingAt(view.client, n, 'after') };
      const isCut = await putChanges(mortal, changes, clock.surroundings).then(
        () => false,
        () => true,
      );
      expect(await readLines(view), `cut after call ${n}`).toHaveLength(rows.length);
      if (!isCut) break;
      crashes++;
      expect(n).toBeLessThan(20);
    }
    expect(crashes).toBeGreaterThan(1);
  });

  test('come again where a transaction was cancelled, and fail where each one is', async () => {
    const view = await engine().createView();
    for (const agency of ['H29', 'H30']) await listAgency(view, agency);
    const { surroundings } = fakeClock();
    let cancelled = 0;
    const cancelling = (times: number) => ({
      ...view,
      client: intercepted(view.client, (command, run) => {
        if (operationOf(command) !== 'TransactWriteItems' || cancelled >= times) return run();
        cancelled++;
        return Promise.reject(Object.assign(new Error('conflict'), { name: 'TransactionCanceledException' }));
      }),
    });
    const [row] = rowsOf(1);
    if (!row) throw new Error('no row');
    await expect(putChanges(cancelling(6), moved(row, 'H30'), surroundings)).rejects.toThrow('conflict');
    expect(await readLines(view)).toEqual([]);
    cancelled = 0;
    await putChanges(cancelling(5), moved(row, 'H30'), surroundings);
    expect(await readLines(view)).toEqual(linesOfRows([{ ...row, agency: 'H30' }]));
  });
});
