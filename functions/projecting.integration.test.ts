import { beforeAll, expect, test, vi } from 'vitest';
import { detailOf } from '../shared/bus/wake-up.ts';
import { createAppender } from '../shared/event-store/append.ts';
import type { EventLog } from '../shared/event-store/event-log.ts';
import { receiveEvents } from '../shared/event-store/receive.ts';
import { satisfaction } from '../shared/projections/satisfaction.ts';
import { readDirectory } from '../shared/row-store/directory.ts';
import { readBlocks } from '../shared/row-store/read-blocks.ts';
import { readLagSeconds } from '../shared/row-store/status.ts';
import type { View } from '../shared/row-store/view.ts';
import { describeWithEngine } from '../test/engine.ts';
import { accepted, given, resolved, sender, submitted } from '../test/events.ts';
import { functionEnvironment, invoke } from '../test/gateway.ts';
import { readCommits } from '../test/read-log.ts';
import { linesOf, readLines } from '../test/rows.ts';
import { realSurroundings } from './real-surroundings.ts';

type Response = { batchItemFailures: { itemIdentifier: string }[] };

/** A message as EventBridge puts it on the queue. */
const message = (messageId: string, detail: unknown) => ({
  messageId,
  receiptHandle: 'handle',
  body: JSON.stringify({ source: 'motcua', 'detail-type': 'motcua.request.changed.v1', detail }),
  attributes: {},
  messageAttributes: {},
  eventSource: 'aws:sqs',
});

describeWithEngine('the function of a projection', (engine) => {
  let log: EventLog;
  let view: View;
  let scores: View;
  let handlers: Record<'times' | 'satisfaction', unknown>;
  beforeAll(async () => {
    log = await engine().createLog();
    view = await engine().createView();
    scores = await engine().createView();
    const environment = { ...functionEnvironment(engine().endpoint), EVENTS_TABLE: log.table };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.stubEnv('VIEW_TABLE', view.table);
    const times = (await import('./project-processing-times/handler.ts')).handler;
    vi.stubEnv('VIEW_TABLE', scores.table);
    handlers = { times, satisfaction: (await import('./project-satisfaction/handler.ts')).handler };
  });

  /** Appends events and returns the announcements of their commits, as the bus carries them. */
  const announced = async (...events: readonly { readonly subject: string }[]): Promise<unknown[]> => {
    await receiveEvents(createAppender(log, realSurroundings), events, sender, realSurroundings);
    const subjects = new Set(events.map(({ subject }) => subject));
    return (await readCommits(log))
      .filter(({ request }) => subjects.has(request))
      .toSorted((a, b) => a.first - b.first)
      .map((commit) => JSON.parse(detailOf(commit)) as unknown);
  };
  const run = async (Records: readonly object[], which: keyof typeof handlers = 'times') =>
    (await invoke<Response>(handlers[which], { Records })).batchItemFailures.map(
      (item) => item.itemIdentifier,
    );

  const life = (subject: string, agency = 'H29') => [
    submitted({ id: '1', subject, time: '2026-10-05T08:00:00+07:00' }, { agency }),
    accepted({ id: '2', subject, time: '2026-10-05T09:00:00+07:00' }),
    resolved({ id: '3', subject, time: '2026-10-06T09:00:00+07:00' }),
    given({ id: '4', subject, time: '2026-10-07T09:00:00+07:00' }),
  ];

  test('a batch becomes rows, in each view its own, and the agency is listed', async () => {
    const details = await announced(...life('a1', 'A'), ...life('a2', 'A.1'));
    const Records = details.map((detail, n) => message(`m${n}`, detail));
    expect(await run(Records)).toEqual([]);
    expect(await run(Records, 'satisfaction')).toEqual([]);
    expect(await readLines(view, 'A')).toHaveLength(2);
    expect(linesOf(await readBlocks(scores, satisfaction, 'A', () => true))).toHaveLength(2);
    expect((await readDirectory(view, 'A')).map(({ agency }) => agency)).toEqual(['A', 'A.1']);
    expect(await readLagSeconds(view)).toBeGreaterThanOrEqual(0);
  });

  test('many messages for one request, in any order, are one row', async () => {
    const details: unknown[] = [];
    for (const event of life('b', 'B')) details.push((await announced(event)).at(-1));
    expect(details).toHaveLength(4);
    expect(await readLines(view, 'B')).toEqual([]);
    expect(await run([3, 1, 0, 2, 3].map((n) => message(`m${n}`, details[n])))).toEqual([]);
    expect(await readLines(view, 'B')).toHaveLength(1);
  });

  test('a message that cannot be read fails alone', async () => {
    const [detail] = await announced(...life('c', 'C').slice(0, 1));
    const nonsense = [
      { ...message('poison-1', {}), body: 'not json' },
      message('poison-2', { request: 'c' }),
      { ...message('poison-3', {}), body: 'null' },
      message('poison-4', null),
      message('poison-5', { request: 7, first: '1', version: 'x', recordedAt: null }),
    ];
    const failed = await run([nonsense[0] ?? {}, message('good', detail), ...nonsense.slice(1)]);
    expect(failed.sort()).toEqual(['poison-1', 'poison-2', 'poison-3', 'poison-4', 'poison-5']);
    expect(await readLines(view, 'C')).toHaveLength(1);
  });

  test('a version that is not there yet fails every message of its request, and no other', async () => {
    const [detail] = await announced(...life('d1', 'D').slice(0, 1));
    const [other] = await announced(...life('d2', 'D').slice(0, 1));
    const ahead = { ...(detail as object), first: 9, version: 9 };
    const failed = await run([
      message('early', detail),
      message('ahead', ahead),
      message('other', other),
      message('early-again', detail),
    ]);
    expect(failed.sort()).toEqual(['ahead', 'early', 'early-again']);
    expect(await readLines(view, 'D')).toHaveLength(1);
    await announced(...life('d1', 'D').slice(1));
    expect(await run([message('early', detail)])).toEqual([]);
  });

  test('the same batch again changes nothing', async () => {
    const details = await announced(...life('e', 'E'));
    const Records = details.map((detail, n) => message(`m${n}`, detail));
    await run(Records);
    const once = await readLines(view, 'E');
    expect(await run(Records)).toEqual([]);
    expect(await readLines(view, 'E')).toEqual(once);
  });

  test('an empty batch is done', async () => {
    expect(await run([])).toEqual([]);
  });
});
