import { expect, test } from 'vitest';
import { crashingAt, describeWithEngine, intercepted, operationOf } from '../../test/engine.ts';
import { fakeClock } from '../../test/events.ts';
import { linesOfRows, readLines, rowAt, write } from '../../test/rows.ts';
import { processingTimes } from '../projections/processing-times.ts';
import type { PlacedRow } from '../projections/projection.ts';
import { putChanges } from './changes.ts';
import { compact } from './compact.ts';
import { listAgency, readDirectory } from './directory.ts';
import { readWhole } from './segments.ts';
import type { View } from './view.ts';
import { writeRow } from './write-row.ts';

const october = '2026-10-05T08:00:00+07:00';
const november = '2026-11-05T08:00:00+07:00';
const minutes = (n: number) => n * 60_000;

/** A few requests in two agencies and two months, some moved or ended in a later version. */
const firstVersions = (): PlacedRow[] =>
  Array.from({ length: 12 }, (_, n) =>
    rowAt(`r${n}`, 1, {
      agency: n % 2 ? 'H29' : 'H30',
      received: n % 3 ? october : november,
      ...(n % 4 === 0 && { ended: '2026-11-06T08:00:00+07:00' }),
    }),
  );
const secondVersions = (): PlacedRow[] =>
  Array.from({ length: 6 }, (_, n) =>
    rowAt(`r${2 * n}`, 2, { agency: n % 2 ? 'H30' : 'H29', received: n % 3 ? november : october }),
  );

const newest = (...rows: readonly PlacedRow[]): string[] => {
  const byRequest = new Map<string, PlacedRow>();
  for (const row of rows)
    if ((byRequest.get(row.request)?.version ?? 0) < row.version) byRequest.set(row.request, row);
  return linesOfRows([...byRequest.values()]);
};

const segmentOf = (view: View, month: string) => readWhole(view, 'H29', { month, buckets: 1, bucket: 0 });

type Item = Record<string, { S?: string }>;
/** What a command writes: `1|segments|H29`, `1|directory`, … */
const targetOf = (command: object): string => {
  const { input } = command as { input: { Item?: Item; ExpressionAttributeValues?: Item } };
  return input.Item?.['pk']?.S ?? input.ExpressionAttributeValues?.[':pk']?.S ?? '';
};

describeWithEngine('compaction', (engine) => {
  const newView = async (agencies: readonly string[] = ['H29', 'H30']): Promise<View> => {
    const view = await engine().createView();
    for (const agency of agencies) await listAgency(view, agency);
    return view;
  };
  const writeAll = async (view: View, rows: readonly PlacedRow[], clock: ReturnType<typeof fakeClock>) => {
    for (const row of rows) await write(view, row, clock.surroundings);
  };

  test('queries are the same before, after every single call of a compaction, and afterwards', async () => {
    const view = await newView();
    const clock = fakeClock();
    const seen: string[][] = [];
    const client = intercepted(view.client, async (_command, run) => {
      const result = await run();
      seen.push(await readLines(view));
      return result;
    });
    for (const rows of [firstVersions(), secondVersions()]) {
      await writeAll(view, rows, clock);
      const expected = await readLines(view);
      seen.length = 0;
      await compact({ ...view, client }, processingTimes, clock.now);
      expect(seen.length).toBeGreaterThan(8);
      for (const lines of seen) expect(lines).toEqual(expected);
      clock.advance(minutes(10));
      expect(await readLines(view)).toEqual(expected);
    }
    expect(await readLines(view)).toEqual(newest(...firstVersions(), ...secondVersions()));
  });

  test('compacting again changes nothing and writes no segment', async () => {
    const view = await newView();
    const clock = fakeClock();
    await writeAll(view, firstVersions(), clock);
    expect(await compact(view, processingTimes, clock.now)).toEqual({ segments: 4, postponed: 0 });
    const once = await segmentOf(view, '2026-10');
    const lines = await readLines(view);
    clock.advance(minutes(1));
    await compact(view, processingTimes, clock.now);
    expect(await segmentOf(view, '2026-10')).toEqual(once);
    clock.advance(minutes(5));
    await compact(view, processingTimes, clock.now);
    engine().counter.reset();
    expect(await compact(view, processingTimes, clock.now)).toEqual({ segments: 0, postponed: 0 });
    // Nothing new: one read of the directory and one of each agency's changes.
    expect(engine().counter.counted()).toMatchObject({ calls: { Query: 3 }, writeUnits: 0 });
    expect(await readLines(view)).toEqual(lines);
  });

  test('the directory says what the segments hold', async () => {
    const view = await newView(['H29']);
    const clock = fakeClock();
    const ends = ['2026-10-20T08:00:00+07:00', '2026-10-10T08:00:00+07:00', null];
    const rows = ends.map((ended, n) => rowAt(`r${n}`, 1, { ended }));
    await writeAll(view, [...rows, rowAt('later', 1, { received: november })], clock);
    await compact(view, processingTimes, clock.now);
    const [entry] = await readDirectory(view, undefined);
    const stored = await segmentOf(view, '2026-10');
    expect(entry).toMatchObject({ agency: 'H29', sequence: 1, watermark: clock.now() });
    expect(entry?.segments.map(({ month }) => month)).toEqual(['2026-10', '2026-11']);
    expect(entry?.segments[0]).toEqual({
      month: '2026-10',
      buckets: 1,
      bucket: 0,
      sequence: 1,
      lines: 3,
      open: 1,
      firstEnd: Date.parse('2026-10-10T08:00:00+07:00'),
      lastEnd: Date.parse('2026-10-20T08:00:00+07:00'),
      bytes: (stored?.packed.columns.length ?? 0) + (stored?.packed.keys.length ?? 0),
    });
  });

  test('an entry that is written late, though stamped before the watermark, still counts and is folded in', async () => {
    const view = await newView(['H29']);
    const clock = fakeClock();
    await writeAll(view, [rowAt('early', 1)], clock);
    const late = rowAt('late', 1);
    const changes = await writeRow(view, late, { by: 1 });
    let hold: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      hold = resolve;
    });
    // Stamped now, on its way for a minute and a half: a projection may run for 60 s.
    const client = intercepted(view.client, async (_command, run) => {
      await held;
      return run();
    });
    const writing = putChanges({ ...view, client }, changes, clock.surroundings);
    clock.advance(90_000);
    await compact(view, processingTimes, clock.now);
    hold();
    await writing;
    expect(await readLines(view)).toEqual(newest(rowAt('early', 1), late));
    clock.advance(20_000);
    await compact(view, processingTimes, clock.now);
    clock.advance(minutes(10));
    expect(await readLines(view)).toEqual(newest(rowAt('early', 1), late));
  });

  test('what is written while a slow compaction runs is not behind its watermark', async () => {
    const view = await newView(['H29']);
    const clock = fakeClock();
    await writeAll(view, [rowAt('early', 1)], clock);
    const client = intercepted(view.client, async (command, run) => {
      const result = await run();
      if (targetOf(command).startsWith('1|changes|')) {
        await write(view, rowAt('meanwhile', 1), clock.surroundings);
        clock.advance(minutes(5));
      }
      return result;
    });
    await compact({ ...view, client }, processingTimes, clock.now);
    const expected = newest(rowAt('early', 1), rowAt('meanwhile', 1));
    expect(await readLines(view)).toEqual(expected);
    await compact(view, processingTimes, clock.now);
    clock.advance(minutes(10));
    expect(await readLines(view)).toEqual(expected);
  });

  test('a crash before or after any call loses nothing, before and after the next run', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let n = 0; ; n++) {
        const view = await newView(['H29']);
        const clock = fakeClock();
        const rows = firstVersions().map((row) => ({ ...row, agency: 'H29' }));
        await writeAll(view, rows.slice(0, 8), clock);
        await compact(view, processingTimes, clock.now);
        clock.advance(minutes(5));
        const moved = rows
          .slice(0, 4)
          .map((row) => rowAt(row.request, 2, { received: '2026-09-05T08:00:00+07:00' }));
        const later = [...rows.slice(8), ...moved];
        await writeAll(view, later, clock);
        const expected = newest(...rows, ...later);
        clock.advance(minutes(5));
        const crashing = { ...view, client: crashingAt(view.client, n, when) };
        const outcome = await compact(crashing, processingTimes, clock.now).catch(() => 'crashed');
        expect(await readLines(view)).toEqual(expected);
        clock.advance(minutes(5));
        await compact(view, processingTimes, clock.now);
        expect(await readLines(view)).toEqual(expected);
        // The directory must know every segment by now, with what it holds.
        const [entry] = await readDirectory(view, undefined);
        for (const { month, sequence, lines } of entry?.segments ?? []) {
          expect((await segmentOf(view, month))?.segment.sequence).toBe(sequence);
          expect(expected.filter((line) => line.includes(receivedIn(month))).length).toBe(lines);
        }
        if (outcome !== 'crashed') {
          // One directory read, one of changes, a read and a write of each of three months, the directory.
          expect(n).toBe(9);
          break;
        }
      }
    }
  });

  test('many compactors at once, with writers between them', async () => {
    const view = await newView();
    const clock = fakeClock();
    const tick = () => clock.advance(1_000);
    const rows = firstVersions();
    await writeAll(view, rows.slice(0, 6), clock);
    const runs = await Promise.all([
      ...Array.from({ length: 5 }, () => compact(view, processingTimes, tick)),
      ...rows.slice(6).map((row) => write(view, row, { ...clock.surroundings, now: tick })),
      ...secondVersions().map((row) => write(view, row, { ...clock.surroundings, now: tick })),
      ...Array.from({ length: 5 }, () => compact(view, processingTimes, tick)),
    ]);
    expect(runs.some((run) => run !== undefined && run.postponed > 0)).toBe(true);
    const expected = newest(...rows, ...secondVersions());
    expect(await readLines(view)).toEqual(expected);
    clock.advance(minutes(5));
    expect(await compact(view, processingTimes, clock.now)).toMatchObject({ postponed: 0 });
    clock.advance(minutes(5));
    expect(await readLines(view)).toEqual(expected);
  });

  test('a compactor that stops at any write while another does the work: nothing is lost or brought back', async () => {
    for (let stopAt = 0; stopAt < 3; stopAt++) {
      const view = await newView(['H29']);
      const clock = fakeClock();
      const rows = firstVersions().map((row) => ({ ...row, agency: 'H29' }));
      await writeAll(view, rows.slice(0, 6), clock);
      let writes = 0;
      const client = intercepted(view.client, async (command, run) => {
        if (operationOf(command) === 'PutItem' && writes++ === stopAt) {
          clock.advance(minutes(3));
          await writeAll(view, [...rows.slice(6), rowAt('r1', 5, { received: november })], clock);
          // Twice: afterwards the watermark is past all of it, and only the segments hold it.
          for (let round = 0; round < 2; round++) {
            await compact(view, processingTimes, clock.now);
            clock.advance(minutes(3));
          }
        }
        return run();
      });
      const slow = await compact({ ...view, client }, processingTimes, clock.now);
      expect(slow.postponed).toBe(1);
      const expected = newest(...rows, rowAt('r1', 5, { received: november }));
      expect(await readLines(view)).toEqual(expected);
      await compact(view, processingTimes, clock.now);
      clock.advance(minutes(10));
      expect(await readLines(view)).toEqual(expected);
    }
  });

  test('a compactor that stalls after reading changes does not bring back the older of two rows at one version', async () => {
    const view = await newView(['H29']);
    const clock = fakeClock();
    const older = rowAt('r', 1);
    const newer = rowAt('r', 1, { ended: '2026-11-06T08:00:00+07:00' });
    const index = (row: PlacedRow) =>
      putChanges(view, [{ agency: 'H29', month: row.month, row }], clock.surroundings);
    await index(older);
    let isStalled = false;
    const client = intercepted(view.client, async (command, run) => {
      const result = await run();
      if (targetOf(command).startsWith('1|changes|') && !isStalled) {
        isStalled = true;
        clock.advance(1_000);
        await index(newer);
        // Twice: afterwards the watermark is past both, and only the segment holds them.
        for (let round = 0; round < 2; round++) {
          await compact(view, processingTimes, clock.now);
          clock.advance(minutes(3));
        }
      }
      return result;
    });
    expect(await compact({ ...view, client }, processingTimes, clock.now)).toEqual({
      segments: 0,
      postponed: 1,
    });
    await compact(view, processingTimes, clock.now);
    expect(await readLines(view)).toEqual(linesOfRows([newer]));
  });

  test('an agency that is not listed is neither read nor compacted; once listed, all of it is', async () => {
    const view = await newView(['H29']);
    const clock = fakeClock();
    const row = rowAt('r', 1, { agency: 'H31' });
    await write(view, row, clock.surroundings);
    await compact(view, processingTimes, clock.now);
    expect(await readLines(view)).toEqual([]);
    clock.advance(minutes(60));
    await listAgency(view, 'H31');
    expect(await readLines(view)).toEqual(newest(row));
  });

  test('listing an agency again keeps what the directory knows', async () => {
    const view = await newView(['H29']);
    const clock = fakeClock();
    await writeAll(view, [rowAt('r', 1)], clock);
    await compact(view, processingTimes, clock.now);
    const before = await readDirectory(view, undefined);
    await listAgency(view, 'H29');
    expect(await readDirectory(view, undefined)).toEqual(before);
  });

  test('a segment that lost every line to tombstones stays, and an older row does not come back into it', async () => {
    const view = await newView(['H29', 'H30']);
    const clock = fakeClock();
    await writeAll(view, [rowAt('r', 1, { agency: 'H29' })], clock);
    await compact(view, processingTimes, clock.now);
    clock.advance(minutes(5));
    await writeAll(view, [rowAt('r', 2, { agency: 'H30' })], clock);
    await compact(view, processingTimes, clock.now);
    const [left] = await readDirectory(view, 'H29');
    expect(left?.segments[0]).toMatchObject({ lines: 0, open: 0, firstEnd: null, lastEnd: null });
    clock.advance(minutes(5));
    // A change of the old version, indexed again by a message that was stuck for an hour.
    await putChanges(
      view,
      [{ agency: 'H29', month: '2026-10', row: rowAt('r', 1, { agency: 'H29' }) }],
      clock.surroundings,
    );
    await compact(view, processingTimes, clock.now);
    clock.advance(minutes(5));
    expect(await readLines(view)).toEqual(newest(rowAt('r', 2, { agency: 'H30' })));
  });

  test('one agency that fails does not keep the others from being compacted', async () => {
    const agencies = Array.from({ length: 20 }, (_, n) => `H${n + 10}`);
    const view = await newView(agencies);
    const clock = fakeClock();
    await writeAll(
      view,
      agencies.map((agency, n) => rowAt(`r${n}`, 1, { agency })),
      clock,
    );
    const client = intercepted(view.client, (command, run) => {
      if (targetOf(command) === `1|segments|${agencies[0]}`)
        throw new Error('this segment cannot be written');
      return run();
    });
    await expect(compact({ ...view, client }, processingTimes, clock.now)).rejects.toThrow(
      '1 of 20 agencies not compacted',
    );
    const entries = await readDirectory(view, undefined);
    expect(entries.filter(({ watermark }) => watermark !== undefined)).toHaveLength(19);
  });
});

const receivedIn = (month: string): string => `"received":${Date.parse(`${month}-05T08:00:00+07:00`)}`;
