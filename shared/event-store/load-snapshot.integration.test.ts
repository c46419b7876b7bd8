import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { describeWithEngine, intercepted, operationOf } from '../../test/engine.ts';
import { assigned, eventJson, fakeClock, sender, submitted } from '../../test/events.ts';
import { instant, instantOf, instantText } from '../instant.ts';
import { extend, foldVersion, snapshotOf } from '../request/snapshot.ts';
import { type Recorder, version } from '../request/stream.ts';
import { createAppender } from './append.ts';
import { type Commit, encodeCommit, recordedEvents } from './commit.ts';
import { type EventLog, loadStream, putCommit } from './event-log.ts';
import { headWith, loadHead } from './load-snapshot.ts';
import { withSnapshot } from './stored-snapshot.ts';

const started = instantOf('2026-11-01T01:00:00Z');
const atSecond = (second: number) => instantText(instant(started + second * 1_000));
const desk: Recorder = { ...sender, agency: 'H29' };

/** Event n of a request happens n seconds after it begins, unless it is told otherwise. */
const eventAt = (subject: string, n: number, second = n) =>
  (n === 1 ? submitted : assigned)({
    id: `0b0f5f4e-9d4c-4f0e-8f6a-${n}`,
    subject,
    time: atSecond(second),
  }) as unknown as MotcuaEvent;

const commitAt = (request: string, n: number, second = n): Commit => ({
  request,
  first: version(n),
  last: version(n),
  recordedAt: instantOf('2026-11-24T03:00:00Z'),
  recordedBy: desk,
  events: [eventAt(request, n, second)],
});

/** The items that an appender writes for one call an event, in a hundredth of the time. */
const fill = async (log: EventLog, request: string, length: number): Promise<{ snapshots: number }> => {
  let head = { snapshot: snapshotOf({ request, version: version(0), events: [] }), base: version(0) };
  let items: object[] = [];
  let snapshots = 0;
  const write = async () => {
    const puts = items.map((Item) => ({ PutRequest: { Item } }));
    await log.client.send(new BatchWriteItemCommand({ RequestItems: { [log.table]: puts as never } }));
    items = [];
  };
  for (let n = 1; n <= length; n++) {
    const commit = commitAt(request, n);
    const snapshot = extend(head.snapshot, recordedEvents(commit));
    if (snapshot === undefined) throw new Error('not in order');
    const bare = encodeCommit(commit);
    const item = withSnapshot(bare, snapshot, head.base);
    if (item !== bare) snapshots++;
    head = { snapshot, base: item === bare ? head.base : snapshot.version };
    items.push(item);
    if (items.length === 25) await write();
  }
  if (items.length > 0) await write();
  return { snapshots };
};

const callOf = (...events: MotcuaEvent[]) => ({ events, complete: true });

describeWithEngine('loading what a stream amounts to', (engine) => {
  test('costs about one read unit, and the snapshots a fraction of a unit an event, at any length', async () => {
    const log = await engine().createLog();
    // What of a snapshot grows with its stream is four bytes an event: at 10,000, forty of its forty-odd kilobytes.
    const bars = [
      { length: 8, load: 1, write: 1 },
      { length: 100, load: 1.5, write: 1.1 },
      { length: 1_000, load: 4, write: 1.2 },
      { length: 10_000, load: 20, write: 1.6 },
    ];
    const client = intercepted(log.client, (_command, run) => run());
    for (const { length, load, write } of bars) {
      const request = `000.00.01.H29-${length}`;
      engine().counter.reset();
      const { snapshots } = await fill(log, request, length);
      const written = engine().counter.counted().writeUnits;
      // Wherever the stream ends since its last snapshot: on average over the last hundred lengths.
      let [units, loads] = [0, 0];
      for (let end = Math.max(1, length - 99); end <= length; end++) {
        engine().counter.reset();
        await headWith({ ...log, client }, request, [
          {
            event: eventAt(request, end + 1),
            version: version(end + 1),
            recordedAt: started,
            recordedBy: desk,
          },
        ]);
        units += engine().counter.counted().readUnits;
        loads++;
      }
      engine().counter.reset();
      const { snapshot } = await loadHead(log, request, { consistent: true });
      const { readUnits, calls } = engine().counter.counted();
      console.log(
        `${length} commits: ${(units / loads).toFixed(2)} RCU a load (at its end ${readUnits} in ${calls['Query']}), ` +
          `${snapshots} snapshots, ${(written / length).toFixed(3)} WCU a commit`,
      );
      expect(snapshot).toEqual(snapshotOf(await loadStream(log, request, { consistent: true })));
      expect(units / loads).toBeLessThanOrEqual(load);
      expect(written / length).toBeLessThanOrEqual(write);
    }
  }, 120_000);

  test('an event that came late sends a reader on to an earlier snapshot, or to the beginning', async () => {
    const log = await engine().createLog();
    for (const [request, late] of [
      ['slightly', 60],
      ['very', 0],
    ] as const) {
      await fill(log, request, 100);
      await putCommit(log, commitAt(request, 101, late));
      await putCommit(log, commitAt(request, 102));
      engine().counter.reset();
      const { snapshot } = await loadHead(log, request, { consistent: true });
      console.log(`${request} late of 100:`, engine().counter.counted().readUnits, 'RCU');
      const stream = await loadStream(log, request, { consistent: true });
      expect(snapshot).toEqual(snapshotOf(stream));
      const known = snapshotOf({ ...stream, version: version(100), events: stream.events.slice(0, 100) });
      const gained = await loadHead(log, request, {
        consistent: true,
        known: { snapshot: known, base: version(0), recent: [] },
      });
      expect(gained.snapshot).toEqual(snapshot);
    }
  });

  test('whoever appends a late event leaves a snapshot for those who read after it', async () => {
    const log = await engine().createLog();
    await fill(log, 'r', 400);
    const { surroundings } = fakeClock();
    await createAppender(log, surroundings).append('r', callOf(eventAt('r', 401, 0)), desk);
    engine().counter.reset();
    const { snapshot, base } = await loadHead(log, 'r', { consistent: true });
    expect(engine().counter.counted().readUnits).toBeLessThanOrEqual(3);
    expect(base).toBe(401);
    expect(snapshot).toEqual(snapshotOf(await loadStream(log, 'r', { consistent: true })));
  });

  test('a retraction sends a reader on to before what it takes back, and leaves a snapshot for the next', async () => {
    const log = await engine().createLog();
    const { surroundings } = fakeClock();
    for (const [request, target] of [
      ['lately', 90],
      ['long', 2],
    ] as const) {
      await fill(log, request, 100);
      const { source, id } = eventAt(request, target);
      const retraction = eventJson(
        'motcua.event.retracted.v1',
        { id: 'r', subject: request, time: atSecond(200) },
        { id, source, reason: 'by mistake' },
      ) as unknown as MotcuaEvent;
      await createAppender(log, surroundings).append(request, callOf(retraction), desk);
      engine().counter.reset();
      const { snapshot } = await loadHead(log, request, { consistent: true });
      console.log(`${target} of 100 taken back:`, engine().counter.counted().readUnits, 'RCU to read');
      expect(engine().counter.counted().readUnits).toBeLessThanOrEqual(2);
      expect(snapshot.state.retracted).toEqual({ events: 1 });
      const stream = await loadStream(log, request, { consistent: true });
      expect(snapshot).toEqual(snapshotOf(stream));
      const known = snapshotOf({ ...stream, version: version(100), events: stream.events.slice(0, 100) });
      const gained = await loadHead(log, request, {
        consistent: true,
        known: { snapshot: known, base: version(0), recent: [] },
      });
      expect(gained.snapshot).toEqual(snapshot);
    }
  });

  test('what is awaited is stored: an event that was retracted before it came is left out by later readers', async () => {
    const log = await engine().createLog();
    const { surroundings } = fakeClock();
    const { source, id } = eventAt('r', 200);
    const retraction = eventJson(
      'motcua.event.retracted.v1',
      { id: 'r', subject: 'r', time: atSecond(2) },
      { id, source, reason: 'by mistake' },
    ) as unknown as MotcuaEvent;
    const appender = createAppender(log, surroundings);
    await appender.append('r', callOf(eventAt('r', 1), retraction), desk);
    for (let n = 3; n <= 60; n++) await appender.append('r', callOf(eventAt('r', n)), desk);
    const before = await loadHead(log, 'r', { consistent: true });
    expect(before.base).toBeGreaterThan(2);
    expect(before.snapshot.state.anomalies.map(({ rule }) => rule)).toEqual(['retraction-without-event']);
    await createAppender(log, surroundings).append('r', callOf(eventAt('r', 200)), desk);
    const { snapshot, base } = await loadHead(log, 'r', { consistent: true });
    expect(base).toBeGreaterThan(2);
    expect(snapshot.state).toMatchObject({ anomalies: [], retracted: { events: 1 } });
    expect(snapshot).toEqual(snapshotOf(await loadStream(log, 'r', { consistent: true })));
  });

  test('snapshots of another fold are left aside, and the next commit brings one of this', async () => {
    const log = await engine().createLog();
    await fill(log, 'r', 40);
    const stale = intercepted(log.client, async (command, run) => {
      const result = (await run()) as { Items?: Record<string, { N?: string; B?: Uint8Array }>[] };
      if (operationOf(command) === 'Query')
        for (const item of result.Items ?? [])
          if (item['fold']) {
            item['fold'] = { N: String(foldVersion + 1) };
            // What another fold stored must not even be looked at.
            item['snapshot'] = { B: Buffer.from('of another fold') };
          }
      return result;
    });
    const whole = snapshotOf(await loadStream(log, 'r', { consistent: true }));
    const read = await loadHead({ ...log, client: stale }, 'r', { consistent: true });
    expect(read.snapshot).toEqual(whole);
    expect(read.base).toBe(0);
    const { surroundings } = fakeClock();
    await createAppender({ ...log, client: stale }, surroundings).append('r', callOf(eventAt('r', 41)), desk);
    expect((await loadHead(log, 'r', { consistent: true })).base).toBe(41);
  });

  test('pages of replicas that lag each other are not taken for a stream', async () => {
    const log = await engine().createLog();
    for (let n = 1; n <= 30; n++) await putCommit(log, commitAt('r', n));
    const whole = snapshotOf(await loadStream(log, 'r', { consistent: true }));
    let torn = 0;
    const client = intercepted(log.client, async (command, run) => {
      const input = command.input as { ConsistentRead?: boolean; ExclusiveStartKey?: unknown };
      const result = (await run()) as { Items?: object[] };
      if (operationOf(command) === 'Query' && input.ConsistentRead === false && input.ExclusiveStartKey) {
        torn++;
        result.Items = result.Items?.slice(2) ?? [];
      }
      return result;
    });
    const { snapshot } = await loadHead({ ...log, client }, 'r', { consistent: false });
    expect(torn).toBeGreaterThan(0);
    expect(snapshot).toEqual(whole);
  });

  test('a gap in the log itself is said, not folded over', async () => {
    const log = await engine().createLog();
    for (const n of [1, 2, 4]) await putCommit(log, commitAt('r', n));
    await expect(loadHead(log, 'r', { consistent: true })).rejects.toThrow('have a gap');
  });
});
