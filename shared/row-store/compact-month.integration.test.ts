import { expect, test } from 'vitest';
import { crashingAt, describeWithEngine, intercepted, operationOf } from '../../test/engine.ts';
import { fakeClock } from '../../test/events.ts';
import { cityRows, linesOfRows, readLines, rowAt, write } from '../../test/rows.ts';
import { processingTimes } from '../projections/processing-times.ts';
import type { PlacedRow } from '../projections/projection.ts';
import { putChanges } from './changes.ts';
import { compact } from './compact.ts';
import { listAgency, readDirectory } from './directory.ts';
import { encodeRow, type View } from './view.ts';

const minutes = (n: number) => n * 60_000;

/** A segment of more than about twenty of the rows below is split. */
const small = { entriesPerPage: 36, segmentBytes: 360 };

const rowsOf = (count: number, version = 1, first = 0): PlacedRow[] =>
  Array.from({ length: count }, (_, n) => {
    const day = String(1 + ((n * 7) % 28)).padStart(2, '0');
    return rowAt(`request ${first + n}`, version, {
      received: `2026-10-${day}T08:${String((n * 37) % 60).padStart(2, '0')}:00+07:00`,
      ...(version > 1 && { ended: `2026-11-${day}T09:00:00+07:00` }),
    });
  });

const newest = (...rows: readonly PlacedRow[]): string[] => {
  const byRequest = new Map<string, PlacedRow>();
  for (const row of rows)
    if ((byRequest.get(row.request)?.version ?? 0) <= row.version) byRequest.set(row.request, row);
  return linesOfRows([...byRequest.values()]);
};

describeWithEngine('splitting a month', (engine) => {
  const newView = async (): Promise<View> => {
    const view = await engine().createView();
    await listAgency(view, 'H29');
    return view;
  };
  const index = (view: View, rows: readonly PlacedRow[], clock: ReturnType<typeof fakeClock>) =>
    putChanges(
      view,
      rows.map((row) => ({ agency: row.agency, month: row.month, row })),
      clock.surroundings,
    );
  const buckets = async (view: View): Promise<(readonly [number, number, number])[]> => {
    const [entry] = await readDirectory(view, undefined);
    return (entry?.segments ?? []).map(({ buckets, bucket, lines }) => [buckets, bucket, lines]);
  };

  test('a month is split as it grows, again and again, and every request is in one segment', async () => {
    const view = await newView();
    const clock = fakeClock();
    const all: PlacedRow[] = [];
    const seen: number[] = [];
    for (let round = 0; round < 6; round++) {
      const rows = [...rowsOf(20, 1, round * 20), ...rowsOf(10, 2, round * 10)];
      all.push(...rows);
      await index(view, rows, clock);
      await compact(view, processingTimes, clock.now, small);
      expect(await readLines(view)).toEqual(newest(...all));
      clock.advance(minutes(5));
      expect(await readLines(view)).toEqual(newest(...all));
      const segments = await buckets(view);
      seen.push(segments[0]?.[0] ?? 0);
      expect(segments.every(([of]) => of === segments[0]?.[0])).toBe(true);
      expect(segments.reduce((sum, [, , lines]) => sum + lines, 0)).toBe(newest(...all).length);
    }
    expect(seen[0]).toBe(1);
    expect(seen.at(-1)).toBeGreaterThanOrEqual(4);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  test('a crash at any call of a split loses nothing and shows nothing twice, then and after the next run', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let n = 0; ; n++) {
        const view = await newView();
        const clock = fakeClock();
        const before = rowsOf(18);
        await index(view, before, clock);
        await compact(view, processingTimes, clock.now, small);
        expect(await buckets(view)).toEqual([[1, 0, 18]]);
        clock.advance(minutes(5));
        const later = [...rowsOf(5, 2), ...rowsOf(30, 1, 18)];
        await index(view, later, clock);
        const expected = newest(...before, ...later);
        const crashing = { ...view, client: crashingAt(view.client, n, when) };
        const outcome = await compact(crashing, processingTimes, clock.now, small).catch(() => 'crashed');
        expect(await readLines(view)).toEqual(expected);
        clock.advance(minutes(5));
        const again = rowsOf(2, 3, 20);
        await index(view, again, clock);
        expect(await readLines(view)).toEqual(newest(...before, ...later, ...again));
        await compact(view, processingTimes, clock.now, small);
        clock.advance(minutes(5));
        expect(await readLines(view)).toEqual(newest(...before, ...later, ...again));
        const segments = await buckets(view);
        expect(segments[0]?.[0]).toBeGreaterThanOrEqual(2);
        expect(segments.reduce((sum, [, , lines]) => sum + lines, 0)).toBe(48);
        if (outcome !== 'crashed') {
          expect(n).toBeGreaterThan(12);
          break;
        }
      }
    }
  }, 120_000);

  test('queries are right after every single call of a split, and where one begins while they read', async () => {
    const view = await newView();
    const clock = fakeClock();
    const before = rowsOf(18);
    await index(view, before, clock);
    await compact(view, processingTimes, clock.now, small);
    clock.advance(minutes(5));
    const later = [...rowsOf(5, 2), ...rowsOf(30, 1, 18)];
    await index(view, later, clock);
    const expected = newest(...before, ...later);
    // A query that stops before its n-th call until the month is split finds its segment gone.
    const slow = Array.from({ length: 3 }, (_, n) => {
      let calls = 0;
      const client = intercepted(view.client, async (_command, run) => {
        if (calls++ === n) await splitting;
        return run();
      });
      return { ...view, client };
    });
    let done: () => void = () => {};
    const splitting = new Promise<void>((resolve) => {
      done = resolve;
    });
    const reading = slow.map((each) => readLines(each));
    let seen = 0;
    const client = intercepted(view.client, async (_command, run) => {
      const result = await run();
      seen++;
      expect(await readLines(view)).toEqual(expected);
      return result;
    });
    await compact({ ...view, client }, processingTimes, clock.now, small);
    expect(seen).toBeGreaterThan(12);
    expect((await buckets(view))[0]?.[0]).toBeGreaterThanOrEqual(2);
    done();
    for (const lines of await Promise.all(reading)) expect(lines).toEqual(expected);
  });

  test('many compactors that split at once, with writers between them', async () => {
    for (let round = 0; round < 3; round++) {
      const view = await newView();
      const clock = fakeClock();
      const before = rowsOf(60);
      const later = rowsOf(40, 2, 30);
      await index(view, before, clock);
      const compactors = () =>
        Array.from({ length: 4 }, () => compact(view, processingTimes, clock.now, small));
      await Promise.all([
        ...compactors(),
        ...later.map((row) => write(view, row, clock.surroundings)),
        ...compactors(),
      ]);
      const expected = newest(...before, ...later);
      expect(await readLines(view)).toEqual(expected);
      for (let run = 0; run < 3; run++) {
        clock.advance(minutes(5));
        expect(await compact(view, processingTimes, clock.now, small)).toMatchObject({ postponed: 0 });
        expect(await readLines(view)).toEqual(expected);
      }
    }
  });

  test('50,000 requests of one agency in one month, in one backlog', async () => {
    const view = await newView();
    const clock = fakeClock();
    const start = clock.now();
    const count = 50_000;
    const items = cityRows('H29', ['2026-10'], count).map((row, n) => {
      const at = new Date(start - minutes(30) + n * 10).toISOString();
      const sk = { S: `${at}|${row.month}|${row.request}|${row.version}` };
      return { sk, request: { S: row.request }, month: { S: row.month }, ...encodeRow(row) };
    });
    // The index answers from memory, a page of so many at a time, as the engine would after minutes of writing.
    const client = intercepted(view.client, (command, run) => {
      const { ExpressionAttributeValues, ExclusiveStartKey, Limit } = command.input as {
        ExpressionAttributeValues?: Record<string, { S: string }>;
        ExclusiveStartKey?: { n: { N: string } };
        Limit?: number;
      };
      if (operationOf(command) !== 'Query' || !ExpressionAttributeValues?.[':pk']?.S.includes('|changes|'))
        return run();
      const since = ExpressionAttributeValues[':since']?.S ?? '';
      const open = items.filter(({ sk }) => sk.S >= since);
      const at = Number(ExclusiveStartKey?.n.N ?? 0);
      const Items = open.slice(at, at + Math.min(3_000, Limit ?? 3_000));
      const next = at + Items.length;
      return Promise.resolve({
        Items,
        ...(next < open.length && { LastEvaluatedKey: { n: { N: String(next) } } }),
      });
    });
    engine().counter.reset();
    await compact({ ...view, client }, processingTimes, clock.now);
    const first = engine().counter.counted();
    expect(await buckets(view)).toHaveLength(4);
    const [entry] = await readDirectory(view, undefined);
    expect(Math.max(...(entry?.segments ?? []).map(({ bytes }) => bytes))).toBeLessThan(300_000);
    expect((await readLines(view)).length).toBe(count);
    engine().counter.reset();
    clock.advance(minutes(5));
    await index(view, rowsOf(10), clock);
    await compact(view, processingTimes, clock.now);
    const few = engine().counter.counted();
    const bytes = (entry?.segments ?? []).reduce((sum, segment) => sum + segment.bytes, 0);
    console.log(
      `50,000 cases of a month: ${(bytes / count).toFixed(2)} bytes a case; folded in: ${first.writeUnits} WCU; ` +
        `10 more: ${few.writeUnits} WCU, ${few.readUnits} RCU`,
    );
    expect((await readLines(view)).length).toBe(count + 10);
  }, 60_000);
});
