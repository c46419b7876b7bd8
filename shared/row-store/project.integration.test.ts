import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { crashingAt, describeWithEngine, intercepted, operationOf } from '../../test/engine.ts';
import { accepted, assigned, fakeClock, invited, resolved, sender, submitted } from '../../test/events.ts';
import { linesOf, linesOfRows, projectorOf, readLines, zone } from '../../test/rows.ts';
import type { WakeUp } from '../bus/wake-up.ts';
import { createAppender } from '../event-store/append.ts';
import { type EventLog, loadStream, putCommit } from '../event-store/event-log.ts';
import { receiveEvents } from '../event-store/receive.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { type PlacedRow, type Projection, rowOf } from '../projections/projection.ts';
import { satisfaction } from '../projections/satisfaction.ts';
import { snapshotOf } from '../request/snapshot.ts';
import { version } from '../request/stream.ts';
import { listAgency } from './directory.ts';
import { VersionNotReached } from './load-up-to.ts';
import { projectRequests } from './project.ts';
import { readBlocks } from './read-blocks.ts';

const clock = fakeClock();
const wakeUp = (request: string, version: number, first = version): WakeUp => ({
  request,
  first,
  version,
  recordedAt: clock.now(),
});

const send = async (log: EventLog, ...events: readonly object[]): Promise<void> => {
  const receipts = await receiveEvents(
    createAppender(log, clock.surroundings),
    events,
    sender,
    clock.surroundings,
  );
  expect(receipts.map(({ status }) => status)).toEqual(events.map(() => 'appended'));
};

const life = (subject: string, agency = 'H29') => ({
  submitted: submitted({ id: 's', subject, time: '2026-10-05T08:00:00+07:00' }, { agency }),
  accepted: accepted(
    { id: 'a', subject, time: '2026-10-05T09:00:00+07:00' },
    { due: '2026-10-19T17:00:00+07:00' },
  ),
  assigned: assigned({ id: 'u', subject, time: '2026-10-05T09:30:00+07:00' }),
  invited: invited({ id: 'i', subject, time: '2026-10-06T09:00:00+07:00' }),
  resolved: resolved({ id: 'r', subject, time: '2026-10-12T08:00:00+07:00' }),
});

describeWithEngine('projecting', (engine) => {
  const fresh = async () => {
    const log = await engine().createLog();
    const view = await engine().createView();
    return { log, view, projector: projectorOf(processingTimes, log, view, clock.surroundings) };
  };
  const rowsOf = async (log: EventLog, ...requests: readonly string[]): Promise<PlacedRow[]> => {
    const rows = requests.map(async (request) =>
      rowOf(processingTimes, snapshotOf(await loadStream(log, request, { consistent: true })), zone),
    );
    return (await Promise.all(rows)).filter((row) => row !== null);
  };

  test.each<[string, Projection]>([
    ['processing times', processingTimes],
    ['satisfaction', satisfaction],
  ])('a changed request costs 2 WCU and 1 RCU at most: %s', async (name, projection) => {
    const { log, view } = await fresh();
    const requests = Array.from({ length: 40 }, (_, n) => `000.00.01.H29-261005-${n}`);
    for (const request of requests) await send(log, life(request).submitted, life(request).invited);
    const projector = projectorOf(projection, log, view, clock.surroundings);
    await listAgency(view, 'H29');
    projector.listed.set(1, new Map([['H29', 1]]));

    const perRequest = async (wakeUps: readonly WakeUp[]) => {
      engine().counter.reset();
      const outcomes = await projectRequests(projector, wakeUps);
      expect([...outcomes.values()]).toEqual(requests.map(() => 'written'));
      const { readUnits, writeUnits, calls } = engine().counter.counted();
      return { readUnits: readUnits / 40, writeUnits: writeUnits / 40, calls };
    };
    const first = await perRequest(requests.map((request) => wakeUp(request, 2, 1)));
    for (const request of requests) {
      await send(log, life(request).accepted, life(request).assigned);
      await send(log, life(request).resolved);
    }
    // Two messages for each request are one change.
    const update = await perRequest(
      requests.flatMap((request) => [wakeUp(request, 4, 3), wakeUp(request, 5)]),
    );
    console.log(`${name}, a request: first`, first, 'update', update);
    for (const { readUnits, writeUnits } of [first, update]) {
      expect(readUnits).toBeLessThanOrEqual(1);
      expect(writeUnits).toBeLessThanOrEqual(2);
    }
    const blocks = await readBlocks(view, projection, undefined, () => true);
    expect(linesOf(blocks)).toHaveLength(40);
  });

  test('messages in any order, old ones last, repeated: the row is that of the whole stream', async () => {
    const { log, view, projector } = await fresh();
    const { submitted, accepted, resolved } = life('r');
    await send(log, resolved);
    await send(log, accepted);
    await send(log, submitted);
    for (const version of [3, 1, 2, 1, 3]) {
      const outcomes = await projectRequests(projector, [wakeUp('r', version)]);
      expect(outcomes.get('r')).toMatch(/^(written|stale|nothing)$/);
      expect(await readLines(view)).toEqual(linesOfRows(await rowsOf(log, 'r')));
    }
    expect((await rowsOf(log, 'r'))[0]?.lines[0]).toMatchObject({ outcome: 'granted' });
  });

  test('a request that has not been submitted has no row, and gets one when it is', async () => {
    const { log, view, projector } = await fresh();
    await send(log, life('r').resolved);
    expect((await projectRequests(projector, [wakeUp('r', 1)])).get('r')).toBe('nothing');
    expect(await readLines(view)).toEqual([]);
    await send(log, life('r').submitted);
    expect((await projectRequests(projector, [wakeUp('r', 2)])).get('r')).toBe('written');
    expect(await readLines(view)).toHaveLength(1);
  });

  test('a version that the log has not reached fails alone and must come again', async () => {
    const { log, view, projector } = await fresh();
    await send(log, life('a').submitted, life('b').submitted);
    const outcomes = await projectRequests(projector, [
      wakeUp('a', 1),
      wakeUp('b', 9),
      wakeUp('nobody', 1),
      wakeUp('b', 1),
    ]);
    expect(outcomes.get('a')).toBe('written');
    expect(outcomes.get('b')).toEqual({ failed: expect.any(VersionNotReached) });
    expect(outcomes.get('nobody')).toEqual({ failed: expect.any(VersionNotReached) });
    expect(await readLines(view)).toEqual(linesOfRows(await rowsOf(log, 'a')));
  });

  test('a replica that lags is asked once more, with strong consistency', async () => {
    const { log, view, projector } = await fresh();
    await send(log, life('r').submitted);
    await send(log, life('r').accepted);
    await send(log, life('new').submitted);
    let strong = 0;
    const client = intercepted(log.client, async (command, run) => {
      if (operationOf(command) === 'BatchGetItem') return { Responses: {} };
      if ((command.input as { ConsistentRead?: boolean }).ConsistentRead) {
        strong++;
        return run();
      }
      const page = (await run()) as { Items?: unknown[] };
      return { ...page, Items: page.Items?.slice(0, -1) };
    });
    const lagging = { ...projector, log: { ...log, client } };
    const outcomes = await projectRequests(lagging, [wakeUp('r', 2), wakeUp('new', 1)]);
    expect([...outcomes.values()]).toEqual(['written', 'written']);
    expect(strong).toBe(2);
    expect(await readLines(view)).toEqual(linesOfRows(await rowsOf(log, 'r', 'new')));
  });

  test('a commit that cannot be read fails its request and no other', async () => {
    const { log, view, projector } = await fresh();
    await send(log, life('good').submitted, life('also').submitted);
    await log.client.send(
      new PutItemCommand({
        TableName: log.table,
        Item: { request: { S: 'bad' }, version: { N: '1' }, last: { N: '1' }, events: { S: '[{' } },
      }),
    );
    const outcomes = await projectRequests(projector, [
      wakeUp('good', 1),
      wakeUp('bad', 1),
      wakeUp('also', 1),
    ]);
    expect(outcomes.get('bad')).toEqual({ failed: expect.any(SyntaxError) });
    expect(outcomes.get('good')).toBe('written');
    expect(outcomes.get('also')).toBe('written');
    expect(await readLines(view)).toEqual(linesOfRows(await rowsOf(log, 'good', 'also')));
  });

  test('an event of a type that this version does not know changes nothing', async () => {
    const { log, view, projector } = await fresh();
    await send(log, life('r').submitted);
    const later = { ...life('r').accepted, id: 'x', type: 'motcua.request.teleported.v1', data: {} };
    await putCommit(log, {
      request: 'r',
      first: version(2),
      last: version(2),
      recordedAt: clock.now(),
      recordedBy: sender,
      events: [later as unknown as MotcuaEvent],
    });
    await send(log, life('r').resolved);
    expect((await projectRequests(projector, [wakeUp('r', 3)])).get('r')).toBe('written');
    const [line = ''] = await readLines(view);
    expect(JSON.parse(line)).toMatchObject(['H29', { procedure: '1.004222', outcome: 'granted' }]);
  });

  test('a crash at any call of a batch, then the messages again: the rows are those of the streams', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let n = 0; ; n++) {
        const { log, view, projector } = await fresh();
        const requests = ['a', 'b', 'c'];
        for (const request of requests) await send(log, life(request, 'H29').submitted);
        await projectRequests(
          projector,
          requests.map((request) => wakeUp(request, 1)),
        );
        // Two move to another agency and month by a submission that happened earlier; one is new.
        for (const subject of ['a', 'b'])
          await send(
            log,
            submitted({ id: 's0', subject, time: '2026-09-01T08:00:00+07:00' }, { agency: 'H30' }),
          );
        await send(log, life('d', 'H31').submitted);
        const messages = [wakeUp('a', 2), wakeUp('b', 2), wakeUp('d', 1)];
        const client = crashingAt(engine().client, n, when);
        const crashing = { ...projector, log: { ...log, client }, view: { ...view, client } };
        const outcomes = await projectRequests(crashing, messages).catch(() => undefined);
        const crashed =
          outcomes === undefined || [...outcomes.values()].some((outcome) => typeof outcome === 'object');
        const again = projectorOf(processingTimes, log, view, clock.surroundings);
        await projectRequests(again, messages);
        expect(await readLines(view)).toEqual(linesOfRows(await rowsOf(log, 'a', 'b', 'c', 'd')));
        if (!crashed) {
          // The opening, two streams, two listings or one more, three rows, one call of the index.
          expect(n).toBeGreaterThanOrEqual(9);
          break;
        }
      }
    }
  });
});
