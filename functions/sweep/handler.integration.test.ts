import { DeleteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { createAppender } from '../../shared/event-store/append.ts';
import { type EventLog, putCommit } from '../../shared/event-store/event-log.ts';
import { receiveEvents } from '../../shared/event-store/receive.ts';
import { instant } from '../../shared/instant.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { version } from '../../shared/request/stream.ts';
import { viewOf } from '../../shared/row-store/generations.ts';
import { projectRequests } from '../../shared/row-store/project.ts';
import { lastReconciled } from '../../shared/row-store/reconcile.ts';
import { readSweeps } from '../../shared/row-store/sweep-state.ts';
import { keyOf, type View } from '../../shared/row-store/view.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, sender, submitted } from '../../test/events.ts';
import { functionEnvironment, invoke } from '../../test/gateway.ts';
import { projectorOf, readLines } from '../../test/rows.ts';
import { createViews } from '../../test/views.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { type Answer, answers, type Command } from './commands.ts';

const hourAgo = () => instant(Date.now() - 3_600_000);
const earlier = { ...realSurroundings, now: hourAgo };

describeWithEngine('the sweeping function', (engine) => {
  let log: EventLog;
  let view: View;
  let views: Awaited<ReturnType<typeof createViews>>;
  let handler: unknown;
  beforeAll(async () => {
    log = await engine().createLog();
    views = await createViews(engine());
    view = views.viewOf(processingTimes);
    const environment = {
      ...functionEnvironment(engine().endpoint),
      EVENTS_TABLE: log.table,
      ...views.environment,
      BUDGET_SECONDS: '30',
      RECONCILE_EVERY_HOURS: '24',
      REQUESTS_PER_SECOND: '100000',
      DROP_AFTER_MINUTES: '60',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    ({ handler } = await import('./handler.ts'));
  });
  beforeEach(async () => {
    for (const TableName of [log.table, ...views.all.map(({ table }) => table)]) {
      const { client } = engine();
      const { Items = [] } = await client.send(new ScanCommand({ TableName }));
      const keys = TableName === log.table ? ['request', 'version'] : ['pk', 'sk'];
      for (const item of Items) {
        const Key = Object.fromEntries(Object.entries(item).filter(([name]) => keys.includes(name)));
        await client.send(new DeleteItemCommand({ TableName, Key }));
      }
    }
  });

  const call = async <C extends Command['command']>(
    asked: { command: C } & Record<string, unknown>,
  ): Promise<Answer<C>> => answers[asked.command].parse(await invoke(handler, asked)) as unknown as Answer<C>;
  const everywhere = async <C extends 'repair' | 'verify' | 'reconcile'>(
    asked: { command: C } & Record<string, unknown>,
  ): Promise<Answer<C>[]> => {
    const all: Answer<C>[] = [];
    for (const segment of [0, 1, 2, 3]) {
      let cursor: string | null = null;
      do {
        const part: Record<string, unknown> = {
          projection: 'processing-times',
          segment,
          ...(cursor !== null && { cursor }),
        };
        const answer: Answer<C> = await call({ ...part, ...asked });
        all.push(answer);
        ({ cursor } = answer);
      } while (cursor !== null);
    }
    return all;
  };
  const sum = (values: readonly Record<string, unknown>[], name: string): number =>
    values.reduce((total, value) => total + Number(value[name]), 0);

  /** Requests an hour old, each at version 2, of which the projection was told the first only. */
  const append = async (requests: readonly string[], agency = 'H29', month = '10') => {
    for (const subject of requests) {
      const opening = submitted({ id: '1', subject, time: `2026-${month}-05T08:00:00+07:00` }, { agency });
      await receiveEvents(createAppender(log, earlier), [opening], sender, earlier);
      await receiveEvents(
        createAppender(log, earlier),
        [accepted({ id: '2', subject, time: `2026-${month}-05T09:00:00+07:00` })],
        sender,
        earlier,
      );
    }
  };
  const project = async (requests: readonly string[]) => {
    const wakeUps = requests.map((request) => ({ request, first: 2, version: 2, recordedAt: hourAgo() }));
    await projectRequests(projectorOf(processingTimes, log, view, earlier), wakeUps);
  };
  const plant = async (request: string, month: string) => {
    const place = { agency: { S: 'H29' }, month: { S: month }, places: { SS: [`["H29","${month}"]`] } };
    await engine().client.send(
      new PutItemCommand({
        TableName: view.table,
        Item: {
          ...keyOf.row(view, request),
          ...place,
          version: { N: '2' },
          by: { N: String(processingTimes.version) },
          lines: { S: '[]' },
        },
      }),
    );
  };

  test('a tick finds what no wake-up told, repairs it once, and health can say so', async () => {
    const names = Array.from({ length: 20 }, (_, n) => `lost-${n}`);
    await append(names);
    await project(names.slice(5));
    for (const segment of [0, 1, 2, 3]) await invoke(handler, { segment });
    expect(await readLines(view)).toHaveLength(20);
    expect(lastReconciled(await readSweeps(view))).toMatchObject({ repaired: 5 });
    const again = await everywhere({ command: 'reconcile' });
    expect([sum(again, 'seen'), sum(again, 'repaired')]).toEqual([20, 0]);
    expect(lastReconciled(await readSweeps(view))).toMatchObject({ repaired: 0 });
  });

  test('a tick that names no segment is for all, and the next one within a day does nothing', async () => {
    await append(['a', 'b', 'c'], 'H31');
    await invoke(handler, { source: 'aws.events', 'detail-type': 'Scheduled Event' });
    expect(await readLines(view)).toHaveLength(3);
    await append(['d'], 'H31');
    await invoke(handler, { segment: 0 });
    for (const segment of [1, 2, 3]) await invoke(handler, { segment });
    expect(await readLines(view)).toHaveLength(3);
  });

  test('a commit on its way is written, and counted as no repair', async () => {
    const event = submitted({ id: '1', subject: 'young', time: '2026-10-05T08:00:00+07:00' });
    await receiveEvents(createAppender(log, realSurroundings), [event], sender, realSurroundings);
    await invoke(handler, {});
    expect(await readLines(view)).toHaveLength(1);
    expect(lastReconciled(await readSweeps(view))).toMatchObject({ repaired: 0 });
  });

  test('verify tells missing, behind and different rows, and gaps, and names some', async () => {
    await append(['right', 'wrong', 'missing', 'behind', 'gap']);
    await project(['right', 'wrong', 'behind', 'gap']);
    await plant('wrong', '2026-10');
    const later = accepted({ id: '3', subject: 'behind', time: '2026-10-06T09:00:00+07:00' });
    await receiveEvents(createAppender(log, earlier), [later], sender, earlier);
    await putCommit(log, {
      request: 'gap',
      first: version(4),
      last: version(4),
      recordedAt: instant(Date.now()),
      recordedBy: { client: 'desk' },
      events: [
        accepted({ id: '4', subject: 'gap', time: '2026-10-06T09:00:00+07:00' }) as unknown as MotcuaEvent,
      ],
    });
    const found = await everywhere({ command: 'verify' });
    const counts = ['requests', 'missing', 'behind', 'different', 'gaps'].map((name) => sum(found, name));
    expect(counts).toEqual([5, 1, 1, 1, 1]);
    expect(found.flatMap(({ examples }) => examples).sort()).toEqual(['behind', 'gap', 'missing', 'wrong']);
    const other = await everywhere({ command: 'verify', projection: 'satisfaction' });
    expect(sum(other, 'missing')).toBe(0);
  });

  test('repair writes the rows of its scope again, and no others', async () => {
    await append(['in'], 'H29.07', '10');
    await append(['later'], 'H29.07', '11');
    await append(['out'], 'H30', '10');
    await project(['in', 'later', 'out']);
    for (const request of ['in', 'later', 'out']) await plant(request, '2026-10');
    const scope = { agency: 'H29', fromMonth: '2026-10', toMonth: '2026-10' };
    const done = await everywhere({ command: 'repair', ...scope });
    expect([sum(done, 'seen'), sum(done, 'written')]).toEqual([3, 1]);
    const wrong = (await everywhere({ command: 'verify' })).flatMap(({ examples }) => examples);
    expect(wrong.sort()).toEqual(['later', 'out']);
    await everywhere({ command: 'repair' });
    expect(sum(await everywhere({ command: 'verify' }), 'different')).toBe(0);
  });

  test('a rebuild is started once, advanced by segment, and shown by status', async () => {
    await append(['a', 'b', 'c', 'd']);
    await project(['a', 'b', 'c', 'd']);
    const projection = 'processing-times';
    const first = await call({ command: 'rebuild', projection });
    expect(first).toMatchObject({ started: true, building: { number: 2, phase: 'filling' } });
    expect(await call({ command: 'rebuild', projection })).toEqual({ ...first, started: false });
    let seen = 0;
    for (const segment of [0, 1, 2, 3]) {
      const step = await call({ command: 'advance', projection, segment, budgetSeconds: 5 });
      expect(step).toMatchObject({ phase: segment < 3 ? 'filling' : 'checking' });
      seen += step.seen;
    }
    expect(seen).toBeGreaterThanOrEqual(4);
    const times = (await call({ command: 'status' })).projections[0];
    expect(times).toMatchObject({
      name: projection,
      current: { number: 1, version: processingTimes.version },
      building: { number: 2, version: processingTimes.version, phase: 'checking' },
    });
    expect(times?.sweeps.map(({ kind }) => kind)).toEqual(Array(4).fill('rebuild'));
    expect(await readLines(viewOf(view, { number: 2 }))).toEqual(await readLines(view));
  });

  test.each([
    ['an unknown command', { command: 'explode' }],
    ['an unknown projection', { command: 'rebuild', projection: 'weather' }],
    ['a segment that is not there', { command: 'advance', projection: 'satisfaction', segment: 4 }],
    ['a month that is none', { command: 'repair', projection: 'satisfaction', segment: 0, fromMonth: 'May' }],
  ])('%s is refused', async (_name, event) => {
    await expect(invoke(handler, event)).rejects.toThrow();
  });
});
