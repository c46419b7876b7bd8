import { type DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { describeWithEngine, intercepted } from '../../test/engine.ts';
import { accepted, fakeClock, resolved, sender, submitted } from '../../test/events.ts';
import { readCommits } from '../../test/read-log.ts';
import {
  compactLive,
  linesOf,
  linesOfRows,
  projectorOf,
  readCurrent,
  readLines,
  sweeperOf,
  zone,
} from '../../test/rows.ts';
import type { WakeUp } from '../bus/wake-up.ts';
import { createAppender } from '../event-store/append.ts';
import { loadStream } from '../event-store/event-log.ts';
import { receiveEvents } from '../event-store/receive.ts';
import { instant } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { type Projection, rowOf } from '../projections/projection.ts';
import { snapshotOf } from '../request/snapshot.ts';
import { lineAt } from '../segment/column.ts';
import { dropRetired } from './drop.ts';
import { changeGenerations, readGenerations, viewOf } from './generations.ts';
import { GenerationIsNewer, type Outcome, projectRequests } from './project.ts';
import { readRows } from './read-rows.ts';
import { advanceRebuild, startRebuild } from './rebuild.ts';
import { advanceOnSchedule } from './scheduled.ts';
import type { Sweeper } from './sweep.ts';
import { readSweeps } from './sweep-state.ts';
import { keyOf, type ViewTable } from './view.ts';

const allSegments = [0, 1, 2, 3] as const;
const minute = 60_000;
/** A rebuild dies at every third of its calls; at every one of them with MOTCUA_STRIDE=1. */
const stride = Number(process.env['MOTCUA_STRIDE'] ?? 3);

/** Each request is a procedure of its own, so that a line tells whose it is. */
const life = (subject: string, agency = 'H29') => [
  submitted({ id: 's', subject, time: '2026-10-05T08:00:00+07:00' }, { agency, procedure: subject }),
  accepted({ id: 'a', subject, time: '2026-10-05T09:00:00+07:00' }),
  resolved({ id: 'r', subject, time: '2026-10-12T08:00:00+07:00' }),
];

/** The next version of the projection: another meaning of a column, and a new column. */
const next = {
  ...processingTimes,
  version: processingTimes.version + 1,
  schema: { ...processingTimes.schema, decision: 'code' },
  lines: (state) =>
    processingTimes
      .lines(state)
      .map((line) => ({ ...line, channel: `by ${line.channel}`, decision: line.outcome ?? 'none' })),
} as Projection;

/** A client of a process that dies at its n-th call (0 is the first), before or after it took effect. */
const dyingAt = (client: DynamoDBClient, n: number, when: 'before' | 'after') => {
  let calls = 0;
  return {
    isDead: () => calls > n,
    client: intercepted(client, async (_command, run) => {
      if (calls++ < n) return run();
      if (calls === n + 1 && when === 'after') await run().catch(() => undefined);
      throw new Error('dead');
    }),
  };
};

describeWithEngine('a rebuild', (engine) => {
  const system = async (count = 4) => {
    const clock = fakeClock();
    const log = await engine().createLog();
    const { client, table } = await engine().createView();
    const view: ViewTable = { client, table };
    // As the first tick of a deployment does: the rows are of version 1.
    await changeGenerations(view, processingTimes, (now) => now);
    const requests = Array.from({ length: count }, (_, n) => `r${n}`);
    const ahead = new Map(requests.map((request, n) => [request, life(request, n % 2 ? 'H29' : 'H30.1')]));
    /** The next event of a request goes into the log. */
    const append = async (request: string): Promise<WakeUp | undefined> => {
      const event = ahead.get(request)?.shift();
      if (event === undefined) return undefined;
      await receiveEvents(createAppender(log, clock.surroundings), [event], sender, clock.surroundings);
      const { version } = await loadStream(log, request, { consistent: true });
      return { request, first: version, version, recordedAt: clock.now() };
    };
    const project = (
      wakeUps: readonly (WakeUp | undefined)[],
      projection: Projection = processingTimes,
      through = view,
    ): Promise<ReadonlyMap<string, Outcome>> =>
      projectRequests(
        projectorOf(projection, log, through, clock.surroundings),
        wakeUps.filter((wakeUp) => wakeUp !== undefined),
      );
    /** The rows as a fold over the whole log has them. */
    const folded = async (projection: Projection = processingTimes): Promise<string[]> => {
      const names = new Set((await readCommits(log)).map(({ request }) => request));
      const streams = [...names].map((request) => loadStream(log, request, { consistent: true }));
      const rows = (await Promise.all(streams)).map((stream) => rowOf(projection, snapshotOf(stream), zone));
      return linesOfRows(rows.filter((row) => row !== null));
    };
    const answered = async (projection: Projection = processingTimes) =>
      linesOf(await readCurrent(view, projection));
    const sweeper = (projection: Projection = processingTimes, more: Partial<Sweeper> = {}) =>
      sweeperOf(projection, log, view, clock.surroundings, more);
    return { clock, log, view, requests, append, project, folded, answered, sweeper };
  };
  type System = Awaited<ReturnType<typeof system>>;

  /** Every segment in turn, the compactor, and time, until the pointer has moved. */
  const finish = async ({ clock, view }: System, sweeper: Sweeper): Promise<void> => {
    for (let turn = 0; turn < 30; turn++) {
      for (const segment of allSegments) {
        const { phase } = await advanceRebuild(sweeper, segment, instant(clock.now() + 10_000));
        if (phase === 'done') return;
      }
      await compactLive(view, sweeper.projection, clock.now);
      clock.advance(minute / 2);
    }
    throw new Error('the rebuild does not come to an end');
  };
  const filled = async (): Promise<System> => {
    const hub = await system();
    for (const request of hub.requests)
      for (const _ of [1, 2]) await hub.project([await hub.append(request)]);
    await compactLive(hub.view, processingTimes, hub.clock.now);
    hub.clock.advance(20 * minute);
    return hub;
  };
  const dump = async ({ client, table }: ViewTable): Promise<string[]> => {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
    return Items.map((item) => `${item['pk']?.S} ${item['sk']?.S}`).sort();
  };

  test('fills a new generation, checks it, waits for the compactor, and moves the pointer', async () => {
    const hub = await filled();
    const sweeper = hub.sweeper();
    const before = await hub.answered();
    expect((await startRebuild(sweeper)).building).toMatchObject({ number: 2, phase: 'filling' });
    expect((await startRebuild(sweeper)).building).toMatchObject({ number: 2 });
    const deadline = () => instant(hub.clock.now() + 10_000);
    for (const segment of allSegments) await advanceRebuild(sweeper, segment, deadline());
    for (const segment of allSegments) await advanceRebuild(sweeper, segment, deadline());
    hub.clock.advance(5 * minute);
    expect(await advanceRebuild(sweeper, 0, deadline())).toMatchObject({ phase: 'compacting' });
    expect((await readGenerations(hub.view, processingTimes)).current.number).toBe(1);
    await compactLive(hub.view, processingTimes, hub.clock.now);
    expect(await advanceRebuild(sweeper, 1, deadline())).toMatchObject({ phase: 'done' });
    const { current, building, retired } = await readGenerations(hub.view, processingTimes);
    expect([current.number, building, retired.map(({ number }) => number)]).toEqual([2, null, [1]]);
    expect(await hub.answered()).toEqual(before);
    expect(before).toEqual(await hub.folded());
  });

  test('does not move the pointer while a batch may run that did not know of the generation', async () => {
    const hub = await filled();
    const sweeper = hub.sweeper();
    await startRebuild(sweeper);
    for (const _ of [1, 2, 3])
      for (const segment of allSegments) {
        await advanceRebuild(sweeper, segment, instant(hub.clock.now() + 1));
        await compactLive(hub.view, processingTimes, hub.clock.now);
      }
    const { building } = await readGenerations(hub.view, processingTimes);
    expect(building?.phase).toBe('compacting');
    expect(hub.clock.now() - (building?.startedAt ?? 0)).toBeLessThan(90_000);
    await finish(hub, sweeper);
    expect(await hub.answered()).toEqual(await hub.folded());
  });

  test.each([1, 2])(
    'while events arrive and the compactor runs, no answer disappears or goes back: %i',
    async (seed) => {
      const hub = await system(5);
      const { clock, view, requests } = hub;
      let state = seed * 7919;
      const dice = (below: number): number => {
        state = (state * 1103515245 + 12345) % 2 ** 31;
        return Math.floor((state / 2 ** 31) * below);
      };
      for (const request of requests.slice(0, 3)) await hub.project([await hub.append(request)]);

      /** How far each request is, by the answers. */
      const levels = async (): Promise<Map<string, number>> => {
        const found = new Map<string, number>();
        for (const { columns } of await readCurrent(view, processingTimes))
          for (let index = 0; index < columns.count; index++) {
            const line = lineAt(columns, index);
            const level = Number(line['accepted'] !== null) + Number(line['ended'] !== null);
            found.set(String(line['procedure']), level);
          }
        return found;
      };
      let seen = new Map<string, number>();
      let reads = 0;
      const look = async (): Promise<void> => {
        const now = await levels();
        for (const [request, level] of seen)
          expect(now.get(request) ?? -1, `${request} after ${reads} reads`).toBeGreaterThanOrEqual(level);
        seen = now;
        reads++;
      };

      /** After every call of whoever works: an answer is read, and at times something else happens in between. */
      let depth = 0;
      const lost: WakeUp[] = [];
      const during = async (): Promise<void> => {
        await look();
        if (depth > 1 || dice(3) !== 0) return;
        depth++;
        const request = requests[dice(requests.length)] ?? '';
        const wakeUp = await hub.append(request);
        if (wakeUp) {
          const outcomes = await hub.project([wakeUp], processingTimes, watched);
          if (typeof outcomes.get(request) === 'object') lost.push(wakeUp);
        }
        if (dice(4) === 0) await compactLive(watched, processingTimes, clock.now);
        clock.advance(dice(2_000));
        depth--;
      };
      const watched: ViewTable = {
        ...view,
        client: intercepted(view.client, async (_command, run) => {
          const result = await run();
          await during();
          return result;
        }),
      };
      const sweeper = hub.sweeper(processingTimes, { view: watched });
      await startRebuild(sweeper);
      await finish(hub, sweeper);
      expect((await readGenerations(view, processingTimes)).current.number).toBe(2);
      for (const request of requests)
        for (const _ of [1, 2, 3]) await hub.project([await hub.append(request)], processingTimes, watched);
      expect(lost).toEqual([]);
      expect(reads).toBeGreaterThan(100);
      expect(await hub.answered()).toEqual(await hub.folded());
      expect([...seen.values()]).toEqual(requests.map(() => 2));
    },
  );

  test('a worker that dies at one of its calls: the next goes on, and the answers are those of the log', async () => {
    let crashes = 0;
    for (const [first, when] of [
      [0, 'before'],
      [2, 'after'],
    ] as const) {
      for (let call = first; ; call += stride) {
        const hub = await system(3);
        for (const request of hub.requests) await hub.project([await hub.append(request)]);
        const alive = hub.sweeper();
        await startRebuild(alive);
        const { client, isDead } = dyingAt(hub.view.client, call, when);
        const mortal = { ...alive, view: { ...hub.view, client }, log: { ...hub.log, client } };
        await finish(hub, mortal).catch(() => undefined);
        if (!isDead()) break;
        crashes++;
        // Its lease runs out; meanwhile an event arrives.
        await hub.project([await hub.append('r1')]);
        hub.clock.advance(2 * minute);
        await finish(hub, alive);
        expect(await hub.answered(), `${when} call ${call}`).toEqual(await hub.folded());
      }
    }
    expect(crashes).toBeGreaterThan(120 / stride);
  });

  test('goes on from the cursor after a crash, and folds nothing twice', async () => {
    const hub = await system(60);
    for (const request of hub.requests) await hub.project([await hub.append(request)]);
    const scans: unknown[] = [];
    const client = intercepted(hub.log.client, (command, run) => {
      if (command instanceof ScanCommand) {
        scans.push(command.input.ExclusiveStartKey);
        if (scans.length === 2) throw new Error('crashed');
      }
      return run();
    });
    // Ten commits a page: a segment of about fifteen has two.
    const slow = hub.sweeper(processingTimes, { requestsPerSecond: 4 });
    await startRebuild(slow);
    const dying = { ...slow, log: { ...hub.log, client } };
    const far = () => instant(hub.clock.now() + 60 * minute);
    await expect(advanceRebuild(dying, 0, far())).rejects.toThrow('crashed');
    const [before] = await readSweeps(hub.view);
    expect(before?.counts.seen).toBeGreaterThan(5);
    expect(before?.finishedAt).toBeNull();
    // Nobody else takes the segment while its worker may live.
    await advanceRebuild(slow, 0, far());
    expect((await readSweeps(hub.view))[0]?.counts).toEqual(before?.counts);
    hub.clock.advance(2 * minute);
    scans.length = 2;
    await advanceRebuild(dying, 0, far());
    expect(scans[2]).toBeDefined();
    const [after] = await readSweeps(hub.view);
    const commits = await readCommits(hub.log, { segment: 0, total: 4 });
    const own = new Set(commits.map(({ request }) => request));
    expect(after?.counts.seen).toBe(own.size);
    await finish(hub, slow);
    expect(await hub.answered()).toEqual(await hub.folded());
  });

  test('a check finds a planted wrong row, mends it, and is made again', async () => {
    const hub = await filled();
    const found: unknown[] = [];
    const sweeper = hub.sweeper(processingTimes, {
      onProblem: (message, { request }) => found.push([message, request]),
    });
    await startRebuild(sweeper);
    for (const segment of allSegments) await advanceRebuild(sweeper, segment, instant(hub.clock.now() + 1));
    // Filled, and not checked yet.
    const building = await readGenerations(hub.view, processingTimes).then((all) => all.building);
    expect(building).toMatchObject({ phase: 'checking', round: 1 });
    const target = viewOf(hub.view, { number: 2 });
    const wrong = { agency: 'H30', month: '2026-10', lines: '[]', version: 2, by: processingTimes.version };
    const { view, sweeper: _sweeper } = hub;
    await view.client.send(
      new PutItemCommand({
        TableName: view.table,
        Item: {
          ...keyOf.row(target, 'r3'),
          version: { N: String(wrong.version) },
          by: { N: String(wrong.by) },
          agency: { S: wrong.agency },
          month: { S: wrong.month },
          lines: { S: wrong.lines },
          places: { SS: [JSON.stringify([wrong.agency, wrong.month])] },
        },
      }),
    );
    await finish(hub, sweeper);
    expect(found).toEqual([['row different', 'r3']]);
    expect(
      (await readRows(target, ['r3'], { consistent: true, surroundings: hub.clock })).get('r3'),
    ).toMatchObject({ agency: 'H29', version: 2 });
    const rounds = new Set((await readSweeps(view)).map(({ run }) => run));
    expect(rounds).toEqual(new Set(['2.2']));
  });

  test('a newer projection version starts one by itself, and the answers use the new lines afterwards', async () => {
    const hub = await filled();
    const schedule = () => ({
      reconcileEveryMs: 24 * 60 * minute,
      dropAfterMs: 60 * minute,
      deadline: instant(hub.clock.now() + 10_000),
    });
    const old = hub.sweeper();
    for (const segment of allSegments) await advanceOnSchedule(old, segment, schedule());
    expect((await readGenerations(hub.view, processingTimes)).building).toBeNull();

    const before = await hub.answered();
    const sweeper = hub.sweeper(next);
    let turns = 0;
    for (; turns < 20; turns++) {
      for (const segment of allSegments) await advanceOnSchedule(sweeper, segment, schedule());
      const { current, building } = await readGenerations(hub.view, next);
      if (current.version === next.version) break;
      expect(building).toMatchObject({ number: 2, version: next.version });
      // Meanwhile the old rows answer, to the new code too, which knows one column more.
      expect((await hub.answered(next)).map((line) => line.replace(',"decision":null', ''))).toEqual(before);
      await compactLive(hub.view, next, hub.clock.now);
      hub.clock.advance(minute);
    }
    expect(turns).toBeGreaterThan(0);
    const after = await hub.answered(next);
    expect(after).toEqual(await hub.folded(next));
    expect(after.join()).toContain('by counter');
    for (const segment of allSegments) await advanceOnSchedule(sweeper, segment, schedule());
    expect((await readGenerations(hub.view, next)).building).toBeNull();
  });

  test('code of an older version writes what it can, and leaves the message to the newer', async () => {
    const hub = await filled();
    await startRebuild(hub.sweeper(next));
    const wakeUp = await hub.append('r0');
    const outcomes = await hub.project([wakeUp]);
    expect(outcomes.get('r0')).toEqual({ failed: expect.any(GenerationIsNewer) });
    expect(await hub.answered()).toEqual(await hub.folded());
    expect((await hub.project([wakeUp], next)).get('r0')).toBe('written');
    await finish(hub, hub.sweeper(next));
    expect(await hub.answered(next)).toEqual(await hub.folded(next));
    // A message that comes again to the older code does not undo what the newer has written.
    await hub.project([wakeUp]);
    expect(await hub.answered(next)).toEqual(await hub.folded(next));
  });

  test('after going back to an older release its rows are built again, and no message waits for the newer one', async () => {
    const hub = await filled();
    const schedule = () => ({
      reconcileEveryMs: minute,
      dropAfterMs: 60 * minute,
      deadline: instant(hub.clock.now() + 10_000),
    });
    await startRebuild(hub.sweeper(next));
    await finish(hub, hub.sweeper(next));
    expect((await hub.project([await hub.append('r0')])).get('r0')).toBe('written');
    const tick = async (sweeper: Sweeper) => {
      for (const segment of allSegments) await advanceOnSchedule(sweeper, segment, schedule());
    };
    for (let turn = 0; turn < 20; turn++) {
      await tick(hub.sweeper());
      await compactLive(hub.view, processingTimes, hub.clock.now);
      hub.clock.advance(minute);
    }
    const { current, building } = await readGenerations(hub.view, processingTimes);
    expect([current.version, current.number, building]).toEqual([processingTimes.version, 3, null]);
    expect(await hub.answered()).toEqual(await hub.folded());

    // A rebuild of the newer release that is left behind by going back is given up, but not while somebody works on it.
    await startRebuild(hub.sweeper(next));
    hub.clock.advance(10 * minute);
    await tick(hub.sweeper());
    expect((await readGenerations(hub.view, processingTimes)).building?.version).toBe(next.version);
    hub.clock.advance(6 * minute);
    await tick(hub.sweeper());
    expect((await readGenerations(hub.view, processingTimes)).building).toBeNull();
    expect((await hub.project([await hub.append('r1')])).get('r1')).toBe('written');
  });

  test('the code of before, started again, does not touch what newer code builds', async () => {
    const hub = await filled();
    const { building } = await startRebuild(hub.sweeper(next));
    const schedule = {
      reconcileEveryMs: minute,
      dropAfterMs: minute,
      deadline: instant(hub.clock.now() + 1),
    };
    await advanceOnSchedule(hub.sweeper(), 0, schedule);
    expect((await readGenerations(hub.view, next)).building).toEqual(building);
  });

  test('a batch that began before a generation was named writes it too', async () => {
    const hub = await filled();
    let isNamed = false;
    const client = intercepted(hub.view.client, async (command, run) => {
      const result = await run();
      if (command.constructor.name === 'BatchWriteItemCommand' && !isNamed) {
        isNamed = true;
        await startRebuild(hub.sweeper());
      }
      return result;
    });
    await hub.project([await hub.append('r0')], processingTimes, { ...hub.view, client });
    const target = viewOf(hub.view, { number: 2 });
    const rows = await readRows(target, ['r0'], { consistent: true, surroundings: hub.clock });
    expect(rows.get('r0')?.version).toBe(3);
  });

  test('what the current generation shows, the one being built shows already, after every call of a batch', async () => {
    const hub = await filled();
    await startRebuild(hub.sweeper());
    const isEnded = async (number: number): Promise<boolean> =>
      (await readLines(viewOf(hub.view, { number }))).join().includes('granted');
    const seen: [boolean, boolean][] = [];
    const client = intercepted(hub.view.client, async (_command, run) => {
      const result = await run();
      seen.push([await isEnded(1), await isEnded(2)]);
      return result;
    });
    await hub.project([await hub.append('r0')], processingTimes, { ...hub.view, client });
    expect(seen.at(-1)).toEqual([true, true]);
    expect(seen).not.toContainEqual([true, false]);
  });

  test('what is out of use is dropped after its time: all of it, and nothing else', async () => {
    const hub = await filled();
    const sweeper = hub.sweeper();
    const untouched = (await dump(hub.view)).length;
    expect(untouched).toBeGreaterThan(10);
    for (let number = 2; number <= 11; number++) {
      await startRebuild(sweeper);
      await finish(hub, sweeper);
    }
    const isOf = (number: number) => (key: string) => key.startsWith(`${number}|`);
    const before = await dump(hub.view);
    expect(before.filter(isOf(1)).length).toBeGreaterThan(10);
    const drop = async (afterMs: number) => {
      for (const segment of allSegments)
        await dropRetired(sweeper, segment, { afterMs, deadline: instant(hub.clock.now() + 1_000) });
    };
    await drop(1_000 * minute);
    expect(await dump(hub.view)).toEqual(before);
    await drop(0);
    expect((await dump(hub.view)).filter((key) => !key.startsWith('sweep'))).toEqual(
      before.filter((key) => !isOf(1)(key) && !key.startsWith('sweep')),
    );
    for (let number = 2; number <= 10; number++) await drop(0);
    const left = await dump(hub.view);
    expect(new Set(left.map((key) => key.replace(/[| ].*/, '')))).toEqual(
      new Set(['11', 'generations', 'sweep']),
    );
    expect(left.filter(isOf(11))).toEqual(before.filter(isOf(11)));
    expect((await readGenerations(hub.view, processingTimes)).retired).toEqual([]);
    expect(await hub.answered()).toEqual(await hub.folded());
  });
});
