import { expect, test } from 'vitest';
import { describeWithEngine, intercepted } from '../../test/engine.ts';
import { fakeClock } from '../../test/events.ts';
import { cityRows, rowAt, write } from '../../test/rows.ts';
import { processingTimes } from '../projections/processing-times.ts';
import type { PlacedRow } from '../projections/projection.ts';
import { lineAt } from '../segment/column.ts';
import { putChanges } from './changes.ts';
import { compact } from './compact.ts';
import { listAgency } from './directory.ts';
import { readBlocks, readKeyedBlocks } from './read-blocks.ts';
import type { View } from './view.ts';

const everything = () => true;

/** Each line with its agency, request and version, as text. */
const keyedLines = async (view: View): Promise<string[]> => {
  const blocks = await readKeyedBlocks(view, processingTimes, undefined, everything);
  return blocks
    .flatMap(({ agency, columns, keys }) => {
      expect(keys).toHaveLength(columns.count);
      return keys.map(({ request, version }, index) =>
        JSON.stringify([agency, request, version, lineAt(columns, index)]),
      );
    })
    .sort();
};

const expected = (rows: readonly PlacedRow[]): string[] =>
  rows
    .flatMap(({ agency, request, version, lines }) =>
      lines.map((line) => JSON.stringify([agency, request, version, line])),
    )
    .sort();

describeWithEngine('lines with their keys', (engine) => {
  const newView = async (): Promise<View> => {
    const view = await engine().createView();
    for (const agency of ['H29', 'H30']) await listAgency(view, agency);
    return view;
  };

  test('from changes, from segments, and from both: every line with its own request and version', async () => {
    const view = await newView();
    const clock = fakeClock();
    const rows = new Map(
      [...cityRows('H29', ['2026-09', '2026-10'], 30), ...cityRows('H30', ['2026-10'], 5)].map((row) => [
        row.request,
        row,
      ]),
    );
    const put = async (row: PlacedRow) => {
      rows.set(row.request, row);
      await putChanges(view, [{ agency: row.agency, month: row.month, row }], clock.surroundings);
    };
    for (const row of rows.values()) await put(row);
    expect(await keyedLines(view)).toEqual(expected([...rows.values()]));
    for (let run = 0; run < 2; run++) {
      await compact(view, processingTimes, clock.now);
      clock.advance(300_000);
      expect(await keyedLines(view)).toEqual(expected([...rows.values()]));
    }
    const [first] = rows.values();
    if (first === undefined) throw new Error('no rows');
    await put({ ...first, version: first.version + 3 });
    await put(rowAt('new', 1));
    expect(await keyedLines(view)).toEqual(expected([...rows.values()]));
  });

  test('a segment that is written while it is read answers with the keys of its own columns', async () => {
    const view = await newView();
    const clock = fakeClock();
    // Enough of them that the keys have an item of their own.
    for (const row of cityRows('H29', ['2026-10'], 200))
      await putChanges(view, [{ agency: row.agency, month: row.month, row }], clock.surroundings);
    await compact(view, processingTimes, clock.now);
    clock.advance(300_000);
    await compact(view, processingTimes, clock.now);
    const later = rowAt('a-new-one', 1);
    let isWritten = false;
    const client = intercepted(view.client, async (command, run) => {
      const isKeys = JSON.stringify(command.input).includes('|keys|');
      if (isKeys && !isWritten) {
        isWritten = true;
        await write(view, later, clock.surroundings);
        await compact(view, processingTimes, clock.now);
      }
      return run();
    });
    const lines = await keyedLines({ ...view, client });
    expect(isWritten).toBe(true);
    expect(lines).toEqual(await keyedLines(view));
    expect(lines).toHaveLength(201);
  });

  test('keys cost one more read of each segment, and only whom asks for them', async () => {
    const view = await newView();
    const clock = fakeClock();
    const months = ['2026-08', '2026-09', '2026-10'];
    for (const row of cityRows('H29', months, 100))
      await putChanges(view, [{ agency: row.agency, month: row.month, row }], clock.surroundings);
    for (let run = 0; run < 2; run++) {
      await compact(view, processingTimes, clock.now);
      clock.advance(300_000);
    }
    const counter = engine().counter;
    counter.reset();
    await readBlocks(view, processingTimes, 'H29', everything);
    expect(counter.counted().calls).toEqual({ Query: 3 });
    counter.reset();
    await readKeyedBlocks(view, processingTimes, 'H29', everything);
    expect(counter.counted().calls).toEqual({ Query: 3, GetItem: months.length });
  });
});
