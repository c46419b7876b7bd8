import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { describeWithEngine, intercepted, operationOf } from '../../test/engine.ts';
import { assigned, given, sender, submitted } from '../../test/events.ts';
import { readCommits } from '../../test/read-log.ts';
import { instantOf } from '../instant.ts';
import { snapshotOf } from '../request/snapshot.ts';
import { version } from '../request/stream.ts';
import type { Commit } from './commit.ts';
import { HeadMoved, loadStream, putCommit } from './event-log.ts';
import { loadHead } from './load-snapshot.ts';

const recordedAt = instantOf('2026-11-24T03:00:00Z');
const at = '2026-11-01T08:00:00+07:00';

const commitOf = (request: string, first: number, events: readonly object[]): Commit => ({
  request,
  first: version(first),
  last: version(first + events.length - 1),
  recordedAt,
  recordedBy: sender,
  events: events as MotcuaEvent[],
});

describeWithEngine('the log', (engine) => {
  test('a stream reads back as it was written, several events in one commit', async () => {
    const log = await engine().createLog();
    const events = [1, 2, 3, 4, 5].map((n) => assigned({ id: `e${n}`, subject: 'r', time: at }));
    await putCommit(log, commitOf('r', 1, events.slice(0, 2)));
    await putCommit(log, commitOf('r', 3, events.slice(2)));
    const stream = await loadStream(log, 'r', { consistent: true });
    expect(stream.version).toBe(5);
    expect(stream.events.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    expect(stream.events.map(({ event }) => event)).toEqual(events);
    expect(stream.events.every((event) => event.recordedAt === recordedAt)).toBe(true);
    expect(stream.events[4]?.recordedBy).toEqual(sender);
  });

  test('an unknown request is an empty stream', async () => {
    const log = await engine().createLog();
    expect(await loadStream(log, 'nobody', { consistent: true })).toEqual({
      request: 'nobody',
      version: 0,
      events: [],
    });
  });

  test('what a stream gained since is read alone', async () => {
    const log = await engine().createLog();
    const events = [1, 2, 3].map((n) => assigned({ id: `e${n}`, subject: 'r', time: at }));
    await putCommit(log, commitOf('r', 1, events.slice(0, 2)));
    const known = await loadHead(log, 'r', { consistent: true });
    await putCommit(log, commitOf('r', 3, events.slice(2)));
    let read = 0;
    const client = intercepted(log.client, async (_command, run) => {
      const result = (await run()) as { Count?: number };
      read += result.Count ?? 0;
      return result;
    });
    const { snapshot, recent } = await loadHead({ ...log, client }, 'r', { consistent: true, known });
    expect(read).toBe(1);
    expect(recent.map(({ event }) => event)).toEqual(events);
    expect(snapshot).toEqual(snapshotOf(await loadStream(log, 'r', { consistent: true })));
  });

  test('a second commit at a version is refused, whatever its length, and changes nothing', async () => {
    const log = await engine().createLog();
    await putCommit(log, commitOf('r', 1, [submitted({ id: 'first', subject: 'r', time: at })]));
    const late = [1, 2].map((n) => assigned({ id: `late-${n}`, subject: 'r', time: at }));
    await expect(putCommit(log, commitOf('r', 1, late))).rejects.toThrow(HeadMoved);
    const stream = await loadStream(log, 'r', { consistent: true });
    expect(stream.events.map(({ event }) => event.id)).toEqual(['first']);
  });

  test('any other failure of a write is not taken for a lost race', async () => {
    const log = await engine().createLog();
    const refused = putCommit({ ...log, table: 'no-such-table' }, commitOf('r', 1, []));
    await expect(refused).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('a commit of every size reads back: plain, deflated, beyond ASCII, with bytes that do not deflate', async () => {
    const log = await engine().createLog();
    const comments = ['x', 'ơ'.repeat(600), 'a'.repeat(4_000), randomBytes(1_500).toString('hex')];
    let next = 1;
    const sent: object[] = [];
    for (const [index, comment] of comments.entries()) {
      const event = given({ id: `c${index}`, subject: 'r', time: at }, { comment });
      sent.push(event);
      await putCommit(log, commitOf('r', next++, [event]));
    }
    const { events } = await loadStream(log, 'r', { consistent: true });
    expect(events.map(({ event }) => event)).toEqual(sent);
  });

  test('a stream of 1,000 events and more than 1 MB loads page by page, without a gap', async () => {
    const log = await engine().createLog();
    const versions = Array.from({ length: 1_000 }, (_, index) => index + 1);
    const commits = versions.map((n) =>
      commitOf('long', n, [
        given({ id: `e${n}`, subject: 'long', time: at }, { comment: randomBytes(900).toString('hex') }),
      ]),
    );
    for (let i = 0; i < commits.length; i += 50)
      await Promise.all(commits.slice(i, i + 50).map((commit) => putCommit(log, commit)));
    engine().counter.reset();
    const stream = await loadStream(log, 'long', { consistent: true });
    const { calls, readUnits } = engine().counter.counted();
    console.log(`1,000 events: ${calls['Query']} pages, ${readUnits} RCU`);
    expect(calls['Query']).toBeGreaterThan(1);
    expect(stream.version).toBe(1_000);
    expect(stream.events.map(({ version }) => version)).toEqual(versions);
    expect(stream.events.map(({ event }) => event.id)).toEqual(versions.map((n) => `e${n}`));
  });

  test('a scan returns every commit once, in one segment or in many', async () => {
    const log = await engine().createLog();
    const keys: string[] = [];
    for (let request = 0; request < 40; request++) {
      for (const first of [1, 3, 5]) {
        const events = [0, 1].map((n) =>
          given(
            { id: `${first + n}`, subject: `r${request}`, time: at },
            { comment: randomBytes(5_000).toString('hex') },
          ),
        );
        keys.push(`r${request}@${first}`);
        await putCommit(log, commitOf(`r${request}`, first, events));
      }
    }
    for (const total of [1, 4, 7]) {
      engine().counter.reset();
      const segments = await Promise.all(
        Array.from({ length: total }, (_, segment) => readCommits(log, { segment, total })),
      );
      // 1.2 MB: one segment alone takes more than one page.
      expect(engine().counter.counted().calls['Scan']).toBeGreaterThan(1);
      const found = segments.flat();
      expect(found.map(({ request, first }) => `${request}@${first}`).sort()).toEqual(keys.toSorted());
      expect(found.every(({ events, first, last }) => events.length === last - first + 1)).toBe(true);
    }
  });

  test('a half-price read is marked so, and a full one is not', async () => {
    const log = await engine().createLog();
    await putCommit(log, commitOf('r', 1, [submitted({ id: 'a', subject: 'r', time: at })]));
    const units: number[] = [];
    for (const consistent of [true, false]) {
      engine().counter.reset();
      await loadStream(log, 'r', { consistent });
      units.push(engine().counter.counted().readUnits);
    }
    expect(units).toEqual([1, 0.5]);
  });

  test('a stream whose pages end between any two commits loads the same', async () => {
    const log = await engine().createLog();
    for (let n = 1; n <= 6; n++)
      await putCommit(log, commitOf('r', n, [assigned({ id: `e${n}`, subject: 'r', time: at })]));
    const whole = await loadStream(log, 'r', { consistent: true });
    for (const Limit of [1, 2, 5]) {
      const client = intercepted(log.client, (command, run) => {
        if (operationOf(command) === 'Query') Object.assign(command.input, { Limit });
        return run();
      });
      expect(await loadStream({ ...log, client }, 'r', { consistent: true })).toEqual(whole);
    }
  });
});
