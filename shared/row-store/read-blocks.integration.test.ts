import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { describeWithEngine, type Engine, intercepted, operationOf } from '../../test/engine.ts';
import { fakeClock } from '../../test/events.ts';
import { cityRows, linesOfRows, readLines, rowAt, write, zone } from '../../test/rows.ts';
import { monthOf, nextDay, startOfDay } from '../calendar/zone.ts';
import { type Instant, instant } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import type { PlacedRow } from '../projections/projection.ts';
import { mayMatter } from '../statistics/needed.ts';
import { processingTimesAnswer } from '../statistics/processing-times.ts';
import type { Question } from '../statistics/question.ts';
import { putChanges } from './changes.ts';
import { compact } from './compact.ts';
import { listAgency } from './directory.ts';
import { readBlocks } from './read-blocks.ts';
import type { View } from './view.ts';

const minutes = (n: number) => n * 60_000;

/** Rows straight into the change index, some hundreds a second. */
const index = async (
  view: View,
  rows: readonly PlacedRow[],
  clock: ReturnType<typeof fakeClock>,
): Promise<void> => {
  for (let start = 0; start < rows.length; start += 300) {
    if (start > 0) clock.advance(1_000);
    const some = rows.slice(start, start + 300);
    await putChanges(
      view,
      some.map((row) => ({ agency: row.agency, month: row.month, row })),
      clock.surroundings,
    );
  }
};

const isSegmentQuery = (command: object): command is { input: QueryCommandInput } => {
  const { input } = command as { input: QueryCommandInput };
  return input.ExpressionAttributeValues?.[':pk']?.S?.startsWith('1|segments|') ?? false;
};

/** The months of the segments that a reading fetched. */
const spied = (view: View) => {
  const read: string[] = [];
  const client = intercepted(view.client, async (command, run) => {
    const result = await run();
    if (isSegmentQuery(command)) {
      const { Items = [] } = result as { Items?: Record<string, { S?: string }>[] };
      read.push(...Items.map((item) => (item['sk']?.S ?? '').slice(0, 7)));
    }
    return result;
  });
  return { view: { ...view, client }, read };
};

/** The compactor comes twice: the second time finds everything beyond the overlap and moves the watermark past it. */
const settle = async (view: View, clock: ReturnType<typeof fakeClock>): Promise<void> => {
  for (let run = 0; run < 2; run++) {
    await compact(view, processingTimes, clock.now);
    clock.advance(minutes(5));
  }
};

const questionFor = (from: string, to: string, more: Partial<Question> = {}): Question => ({
  cohort: 'received',
  from: startOfDay(from, zone),
  until: startOfDay(nextDay(to), zone),
  asOf: instant(Date.parse('2026-11-24T03:00:00Z')),
  groupBy: [],
  zone,
  ...more,
});

const neededFor = (question: Question) =>
  mayMatter(
    question,
    {
      first: question.from === undefined ? '' : monthOf(question.from, zone),
      last: question.until === undefined ? '~' : monthOf((question.until - 1) as Instant, zone),
    },
    true,
  );

const months = Array.from({ length: 24 }, (_, n) => {
  const year = 2024 + Math.floor((n + 11) / 12);
  return `${year}-${String(((n + 11) % 12) + 1).padStart(2, '0')}`;
});

describeWithEngine('reading for a question', (engine) => {
  const newView = async (...agencies: readonly string[]): Promise<View> => {
    const view = await engine().createView();
    for (const agency of agencies) await listAgency(view, agency);
    return view;
  };

  test('an agency is read with those under it, and without those whose code only begins alike', async () => {
    const view = await newView('H2', 'H29', 'H29.07', 'H29.07.1', 'H290', 'h29');
    const clock = fakeClock();
    const rows = ['H2', 'H29', 'H29.07', 'H29.07.1', 'H290', 'h29'].map((agency, n) =>
      rowAt(`r${n}`, 1, { agency }),
    );
    for (const row of rows) await write(view, row, clock.surroundings);
    const of = (...agencies: string[]) => linesOfRows(rows.filter(({ agency }) => agencies.includes(agency)));
    for (const round of ['from changes', 'from segments']) {
      expect(await readLines(view, 'H29'), round).toEqual(of('H29', 'H29.07', 'H29.07.1'));
      expect(await readLines(view, 'H29.07'), round).toEqual(of('H29.07', 'H29.07.1'));
      expect(await readLines(view, 'H'), round).toEqual([]);
      expect(await readLines(view), round).toEqual(linesOfRows(rows));
      await compact(view, processingTimes, clock.now);
      clock.advance(minutes(10));
    }
  });

  test('an old copy of a segment is noticed and read again; a newer one does no harm', async () => {
    const view = await newView('H29');
    const clock = fakeClock();
    const october = Array.from({ length: 5 }, (_, n) => rowAt(`o${n}`, 1));
    const september = Array.from({ length: 5 }, (_, n) =>
      rowAt(`s${n}`, 1, { received: '2026-09-05T08:00:00+07:00' }),
    );
    await index(view, [...september, ...october], clock);
    await compact(view, processingTimes, clock.now);
    // What a lagging replica would still answer: the segments as of now, or nothing at all.
    let old: unknown;
    const remember = intercepted(view.client, async (command, run) => {
      const result = await run();
      if (isSegmentQuery(command)) old = result;
      return result;
    });
    await readLines({ ...view, client: remember });
    expect(old).toBeDefined();
    clock.advance(minutes(10));
    await index(view, [rowAt('o1', 2, { ended: '2026-10-09T08:00:00+07:00' }), rowAt('o9', 1)], clock);
    await compact(view, processingTimes, clock.now);
    clock.advance(minutes(10));
    const expected = linesOfRows([
      ...september,
      ...october.filter(({ request }) => request !== 'o1'),
      rowAt('o1', 2, { ended: '2026-10-09T08:00:00+07:00' }),
      rowAt('o9', 1),
    ]);
    expect(await readLines(view)).toEqual(expected);
    for (const lagging of [old, { Items: [], Count: 0 }]) {
      let again = 0;
      const client = intercepted(view.client, (command, run) => {
        if (!isSegmentQuery(command)) return run();
        if (command.input.ConsistentRead !== true) return Promise.resolve(lagging);
        again++;
        return run();
      });
      expect(await readLines({ ...view, client })).toEqual(expected);
      expect(again).toBe(1);
    }
  });

  test('a compaction between the reading of the directory and of the rest changes no answer', async () => {
    const view = await newView('H29');
    const clock = fakeClock();
    await index(
      view,
      Array.from({ length: 5 }, (_, n) => rowAt(`r${n}`, 1)),
      clock,
    );
    await compact(view, processingTimes, clock.now);
    clock.advance(minutes(10));
    const moved = rowAt('r1', 2, { received: '2026-11-09T08:00:00+07:00' });
    await write(view, rowAt('r1', 1), clock.surroundings);
    await write(view, moved, clock.surroundings);
    const expected = await readLines(view);
    for (let at = 0; at < 3; at++) {
      let calls = 0;
      const client = intercepted(view.client, async (_command, run) => {
        if (calls++ === at) {
          await compact(view, processingTimes, clock.now);
          clock.advance(minutes(10));
        }
        return run();
      });
      expect(await readLines({ ...view, client })).toEqual(expected);
    }
  });

  test('answers that come in pages of one item are read whole, by queries and by the compactor', async () => {
    const view = await newView('H29', 'H29.07');
    const clock = fakeClock();
    const rows = ['07', '08', '09', '10', '11'].flatMap((month) =>
      ['H29', 'H29.07'].map((agency) =>
        rowAt(`${agency}-${month}`, 1, { agency, received: `2026-${month}-05T08:00:00+07:00` }),
      ),
    );
    await index(view, rows, clock);
    const client = intercepted(view.client, (command, run) => {
      if (operationOf(command) === 'Query') Object.assign(command.input, { Limit: 1 });
      return run();
    });
    const slow = { ...view, client };
    expect(await readLines(slow)).toEqual(linesOfRows(rows));
    await compact(slow, processingTimes, clock.now);
    clock.advance(minutes(5));
    await compact(slow, processingTimes, clock.now);
    clock.advance(minutes(5));
    expect(await readLines(slow, 'H29')).toEqual(linesOfRows(rows));
    expect(await readLines(view)).toEqual(linesOfRows(rows));
  });

  test('only what the directory says can matter is read, months side by side in one call', async () => {
    const view = await newView('H29');
    const clock = fakeClock();
    const rows = ['07', '08', '09', '10', '11'].flatMap((month) =>
      ['03', '17'].map((day, n) => {
        const received = `2026-${month}-${day}T08:00:00+07:00`;
        // July closed in July; from August on, the second of a month is still open.
        const isOpen = month !== '07' && n === 1;
        return rowAt(`${month}-${n}`, 1, {
          received,
          ended: isOpen ? null : `2026-${month}-${day}T18:00:00+07:00`,
        });
      }),
    );
    await index(view, rows, clock);
    await settle(view, clock);
    const everything = await readBlocks(view, processingTimes, undefined, () => true);
    const asked: [string, Question, string[]][] = [
      ['one month', questionFor('2026-07-01', '2026-07-31'), ['2026-07']],
      // What was open when September began came in August; July was all done.
      ['with carried over', questionFor('2026-09-01', '2026-09-30'), ['2026-08', '2026-09']],
      [
        'grouped by time nothing is carried over',
        questionFor('2026-09-01', '2026-10-31', { groupBy: ['month'] }),
        ['2026-09', '2026-10'],
      ],
      [
        'closed in the first days of October',
        questionFor('2026-10-01', '2026-10-09', { cohort: 'closed', groupBy: ['day'] }),
        ['2026-10'],
      ],
      ['before all', questionFor('2020-01-01', '2020-12-31'), []],
    ];
    for (const [name, question, expected] of asked) {
      const spy = spied(view);
      const blocks = await readBlocks(spy.view, processingTimes, undefined, neededFor(question));
      expect(spy.read, name).toEqual(expected);
      expect(processingTimesAnswer(blocks, question), name).toEqual(
        processingTimesAnswer(everything, question),
      );
    }
  });

  test('an agency without anything, and a view without an agency', async () => {
    const empty = await newView();
    expect(await readLines(empty)).toEqual([]);
    expect(await readLines(await newView('H29'))).toEqual([]);
  });

  test('one agency and month of a city with a million cases a year costs 20 read units at most', async () => {
    // A million cases a year and 126 agencies: 660 a month. Two years of them.
    const view = await newView('H29', 'H30');
    const clock = fakeClock();
    await index(view, cityRows('H29', months, 660), clock);
    await settle(view, clock);
    // What changed since, before the compactor came again.
    await index(view, cityRows('H29', ['2026-11'], 10), clock);
    const cost = async (question: Question): Promise<ReturnType<Engine['counter']['counted']>> => {
      engine().counter.reset();
      await readBlocks(view, processingTimes, 'H29', neededFor(question));
      return engine().counter.counted();
    };
    const october = questionFor('2026-10-01', '2026-10-31');
    const byMonth = await cost({ ...october, groupBy: ['month'] });
    const carriedOver = await cost(october);
    const twoYears = await cost(questionFor('2024-12-01', '2026-11-30'));
    console.log(
      `one month by month: ${byMonth.readUnits} RCU in ${byMonth.calls['Query']} calls; ` +
        `with what was carried over, two years of it: ${carriedOver.readUnits} RCU; ` +
        `two years: ${twoYears.readUnits} RCU in ${twoYears.calls['Query']} calls`,
    );
    expect(byMonth.calls).toEqual({ Query: 3 });
    expect(byMonth.readUnits).toBeLessThanOrEqual(20);
    // The month that changed since is read with its keys.
    expect(twoYears.calls).toEqual({ Query: 3, GetItem: 1 });
    expect(twoYears.readUnits).toBeLessThanOrEqual(20);
    // One straggler of an earlier month and that month is read too.
    expect(carriedOver.readUnits).toBeLessThanOrEqual(20);
  });

  test('a large month reads back whole, within 20 read units', async () => {
    const view = await newView('H29');
    const clock = fakeClock();
    const rows = cityRows('H29', ['2026-10'], 5_000);
    await index(view, rows, clock);
    await settle(view, clock);
    engine().counter.reset();
    expect(await readLines(view)).toEqual(linesOfRows(rows));
    const { readUnits } = engine().counter.counted();
    console.log(`5,000 cases of one month: ${readUnits} RCU`);
    expect(readUnits).toBeLessThanOrEqual(20);
  });
});
