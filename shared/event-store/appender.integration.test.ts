import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { crashingAt, describeWithEngine, intercepted, operationOf } from '../../test/engine.ts';
import { assigned, fakeClock, given, sender, submitted } from '../../test/events.ts';
import { readCommits } from '../../test/read-log.ts';
import { instant, instantText } from '../instant.ts';
import type { Answer } from '../request/decide.ts';
import { snapshotOf } from '../request/snapshot.ts';
import type { Recorder } from '../request/stream.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Appender, createAppender } from './append.ts';
import { type EventLog, loadStream } from './event-log.ts';
import { loadHead } from './load-snapshot.ts';

const at = '2026-11-01T08:00:00+07:00';
const real: Surroundings = {
  now: () => instant(Date.now()),
  random: Math.random,
  sleep: (milliseconds) => sleep(milliseconds),
};

const assign = (id: string, attributes: object = {}) =>
  assigned({ id, subject: 'r', time: at, ...attributes }) as unknown as MotcuaEvent;
const submit = (id: string, data: object = {}) =>
  submitted({ id, subject: 'r', time: at }, data) as unknown as MotcuaEvent;
const comment = (id: string, length: number) =>
  given(
    { id, subject: 'r', time: at },
    { comment: randomBytes(length / 2).toString('hex') },
  ) as unknown as MotcuaEvent;

const append = (appender: Appender, events: readonly MotcuaEvent[], by: Recorder = sender, request = 'r') =>
  appender.append(request, { events, complete: true }, by);

const inWords = (answers: readonly Answer[]) =>
  answers.map((answer) =>
    answer.status === 'rejected' ? answer.refusal.reason : `${answer.status} ${answer.version}`,
  );

const idsOf = async (log: EventLog, request = 'r'): Promise<string[]> =>
  (await loadStream(log, request, { consistent: true })).events.map(({ event }) => event.id);

const commitsOf = async (log: EventLog): Promise<number> => (await readCommits(log)).length;

describeWithEngine('an appender', (engine) => {
  test('knows what it wrote: after the first, an append of one event is one write and no read', async () => {
    const log = await engine().createLog();
    const appender = createAppender(log, real);
    const requests = ['a', 'b', 'c'];
    engine().counter.reset();
    for (let n = 0; n < 40; n++)
      for (const subject of requests) {
        const event = assign(`5f6a-${n}`, {
          subject,
          time: instantText(instant(Date.parse(at) + n * 1_000)),
        });
        expect(inWords(await append(appender, [event], sender, subject))).toEqual([`appended ${n + 1}`]);
      }
    const { calls, readUnits, writeUnits } = engine().counter.counted();
    console.log(`warm: ${readUnits / 120} RCU and ${writeUnits / 120} WCU an append of one event`);
    expect(calls).toEqual({ PutItem: 120, Query: 3 });
    expect(readUnits / 120).toBeLessThanOrEqual(0.1);
    expect(writeUnits).toBe(120);
  });

  test('what it knows is only believed for plain appending: another appender’s events are seen, and answers are true', async () => {
    const log = await engine().createLog();
    const [warm, other] = [createAppender(log, real), createAppender(log, real)];
    await append(warm, [assign('e1')]);
    await append(other, [assign('e2')]);
    // A stale head: the key is taken, the delta is read, the duplicate is found.
    expect(inWords(await append(warm, [assign('e2'), assign('e3')]))).toEqual(['duplicate 2', 'appended 3']);
    await append(other, [assign('e4')]);
    // It would be refused by what is known (version 3), and is right by the log (version 4).
    expect(inWords(await append(warm, [assign('e5', { expectedversion: 4 })]))).toEqual(['appended 5']);
    await append(other, [submit('s', { agency: 'H30' })]);
    expect(inWords(await append(warm, [assign('e6')], { client: 'x', agency: 'H29' }))).toEqual([
      'forbidden',
    ]);
    const different = { ...assign('e4'), data: { unit: 'other' } } as MotcuaEvent;
    expect(inWords(await append(warm, [assign('e7'), different]))).toEqual([
      'not-appended-together',
      'different-content',
    ]);
    expect(inWords(await append(warm, [assign('e6', { expectedversion: 5 })]))).toEqual([
      'unexpected-version',
    ]);
    expect(await idsOf(log)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5', 's']);
  });

  test('an agency that a stale head would refuse is let in by what the log holds', async () => {
    const log = await engine().createLog();
    const [warm, other] = [createAppender(log, real), createAppender(log, real)];
    const h29 = { client: 'desk', agency: 'H29' };
    await append(warm, [assign('e1')], { client: 'desk', agency: 'H30' });
    await append(other, [submit('s', { agency: 'H29' })], h29);
    expect(inWords(await append(warm, [assign('e2')], h29))).toEqual(['appended 3']);
  });

  test('an old duplicate is found wherever it lies, and content that differs is told', async () => {
    const log = await engine().createLog();
    const appender = createAppender(log, real);
    for (let n = 1; n <= 60; n++) await append(appender, [assign(`e${n}`)]);
    for (const who of [appender, createAppender(log, real)])
      expect(inWords(await append(who, [assign('e2'), assign('e60'), assign('e31')]))).toEqual([
        'duplicate 2',
        'duplicate 60',
        'duplicate 31',
      ]);
    const different = { ...assign('e2'), data: { unit: 'other' } } as MotcuaEvent;
    expect(inWords(await append(appender, [different]))).toEqual(['different-content']);
    expect(await idsOf(log)).toHaveLength(60);
  });

  test('16 callers of one appender on one request: calls that wait are committed together', async () => {
    const log = await engine().createLog();
    const appender = createAppender(log, real);
    engine().counter.reset();
    const answers = await Promise.all(
      Array.from({ length: 16 }, async (_, caller) => {
        const mine: Answer[] = [];
        for (let n = 0; n < 25; n++) mine.push(...(await append(appender, [assign(`c${caller}-${n}`)])));
        return mine;
      }),
    );
    const { calls, writeUnits } = engine().counter.counted();
    const commits = await commitsOf(log);
    console.log(`16 callers, 400 commands: ${commits} commits, ${writeUnits / 400} WCU a command`, calls);
    expect(answers.flat().every(({ status }) => status === 'appended')).toBe(true);
    expect(new Set(await idsOf(log)).size).toBe(400);
    expect(commits).toBeLessThanOrEqual(60);
    expect(calls['PutItem']).toBe(commits);
  });

  test('each call of a group has its own answers, and stands and falls alone', async () => {
    const log = await engine().createLog();
    const appender = createAppender(log, real);
    await append(appender, [assign('e1')]);
    const different = { ...assign('e1'), data: { unit: 'other' } } as MotcuaEvent;
    const large = Array.from({ length: 200 }, (_, n) => comment(`large-${n}`, 4_000));
    const calls: [readonly MotcuaEvent[], string[]][] = [
      [[assign('e2')], ['appended 2']],
      [
        [assign('e3'), assign('e4')],
        ['appended 3', 'appended 4'],
      ],
      [
        [assign('e5'), different],
        ['not-appended-together', 'different-content'],
      ],
      [
        [assign('e3'), assign('e1')],
        ['duplicate 3', 'duplicate 1'],
      ],
      [[assign('e6', { expectedversion: 4 })], ['appended 5']],
      [[assign('e7', { expectedversion: 4 })], ['unexpected-version']],
      [large, large.map(() => 'too-large')],
      [[assign('e8')], ['appended 6']],
    ];
    const answers = await Promise.all(calls.map(([events]) => append(appender, events)));
    expect(answers.map(inWords)).toEqual(calls.map(([, words]) => words));
    expect(await idsOf(log)).toEqual(['e1', 'e2', 'e3', 'e4', 'e6', 'e8']);
    expect(await commitsOf(log)).toBeLessThan(6);
  });

  test('each commit names one sender, also where several wait', async () => {
    const log = await engine().createLog();
    const appender = createAppender(log, real);
    const senders = [{ client: 'a' }, { client: 'b' }, { client: 'a', agency: 'H29' }];
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => append(appender, [assign(`e${n}`)], senders[n % 3] ?? sender)),
    );
    const { events } = await loadStream(log, 'r', { consistent: true });
    for (const { event, recordedBy } of events)
      expect(recordedBy).toEqual(senders[Number(event.id.slice(1)) % 3]);
    expect(events).toHaveLength(30);
  });

  test('a failure to look for one call’s event fails that call, and what waits with it is appended', async () => {
    const log = await engine().createLog();
    let failing = false;
    const client = intercepted(log.client, (command, run) => {
      if (failing && operationOf(command) === 'Query') throw new Error('no reading now');
      return run();
    });
    const appender = createAppender({ ...log, client }, real);
    await append(appender, [assign('e1')]);
    failing = true;
    const [first, duplicate, last] = await Promise.allSettled([
      append(appender, [assign('e2')]),
      append(appender, [assign('e1')]),
      append(appender, [assign('e3')]),
    ]);
    expect([first.status, duplicate.status, last.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await idsOf(log)).toEqual(['e1', 'e2', 'e3']);
  });

  test('after a write whose end is unknown it goes on, and finds what was written', async () => {
    for (const when of ['before', 'after'] as const) {
      const log = await engine().createLog();
      // A read and a write, then the write that crashes.
      const appender = createAppender({ ...log, client: crashingAt(log.client, 2, when) }, real);
      await append(appender, [assign('e1')]);
      await expect(append(appender, [assign('e2')])).rejects.toThrow(when);
      const status = when === 'after' ? 'duplicate' : 'appended';
      expect(inWords(await append(appender, [assign('e2'), assign('e3')]))).toEqual([
        `${status} 2`,
        'appended 3',
      ]);
    }
  });

  test('several appenders with what each remembers, in any interleaving: gapless, each event once, true answers', async () => {
    const log = await engine().createLog();
    let run = 0;
    const call = fc.record({
      by: fc.nat(2),
      sender: fc.constantFrom<Recorder>({ client: 'a' }, { client: 'b', agency: 'H29' }),
      /** Ids are few, so that many are sent again, and minutes in no order, so that many come late. */
      events: fc.array(fc.record({ id: fc.nat(25), late: fc.boolean() }), { minLength: 1, maxLength: 3 }),
      waits: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 10, maxLength: 40 }), async (calls) => {
        const request = `run-${run++}`;
        const appenders = [0, 1, 2].map(() => createAppender(log, real));
        const event = ({ id, late }: { id: number; late: boolean }) =>
          assigned({
            id: `e${id}${late ? '-late' : ''}`,
            subject: request,
            time: instantText(instant(Date.parse(at) + (late ? -id : id) * 60_000)),
          }) as unknown as MotcuaEvent;
        const answered: { id: string; answer: Answer | undefined }[] = [];
        const going: Promise<void>[] = [];
        for (const { by, sender, events, waits } of calls) {
          const list = events.map(event);
          const going1 = appenders[by]
            ?.append(request, { events: list, complete: true }, sender)
            .then((answers) => {
              for (const [index, { id }] of list.entries()) answered.push({ id, answer: answers[index] });
            });
          if (going1) going.push(going1);
          if (waits) await going1;
        }
        await Promise.all(going);
        const stream = await loadStream(log, request, { consistent: true });
        expect(stream.events.map(({ version }) => version)).toEqual(stream.events.map((_event, n) => n + 1));
        const versionOf = new Map(stream.events.map(({ event, version }) => [event.id, version]));
        expect(versionOf.size).toBe(stream.events.length);
        for (const { id, answer } of answered) expect(answer).toHaveProperty('version', versionOf.get(id));
        const appended = answered.filter(({ answer }) => answer?.status === 'appended');
        expect(appended).toHaveLength(stream.events.length);
        const { snapshot } = await loadHead(log, request, { consistent: true });
        expect(snapshot).toEqual(snapshotOf(stream));
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test('events of 64 kB: eleven in a call are taken, fourteen are too large for one, and the stream loads', async () => {
    const log = await engine().createLog();
    const appender = createAppender(log, fakeClock().surroundings);
    const large = (id: string) => {
      const extensions = Object.fromEntries(
        Array.from({ length: 63 }, (_, n) => [`e${n}`, randomBytes(508).toString('hex')]),
      );
      return { ...assign(id), ...extensions };
    };
    const bytes = Buffer.byteLength(JSON.stringify(large('x')));
    expect(bytes).toBeGreaterThan(63 * 1_024);
    expect(bytes).toBeLessThan(64 * 1_024);
    // Random bytes in hex deflate to half of it.
    const of = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => large(`e${from + n}`));
    expect(inWords(await append(appender, of(0, 11)))).toEqual(
      of(0, 11).map((_event, n) => `appended ${n + 1}`),
    );
    expect(inWords(await append(appender, of(20, 14)))).toEqual(of(20, 14).map(() => 'too-large'));
    const { snapshot } = await loadHead(log, 'r', { consistent: true });
    expect(snapshot).toEqual(snapshotOf(await loadStream(log, 'r', { consistent: true })));
    expect(snapshot.version).toBe(11);
  });

  test('a stream of 10,000 events, in calls of 500, is appended to and read like any other', async () => {
    const log = await engine().createLog();
    const appender = createAppender(log, real);
    for (let start = 0; start < 10_000; start += 500) {
      const answers = await append(
        appender,
        Array.from({ length: 500 }, (_, n) => assign(`e${start + n}`)),
      );
      expect(answers.at(-1)).toEqual({ status: 'appended', version: start + 500 });
    }
    engine().counter.reset();
    expect(inWords(await append(createAppender(log, real), [assign('one more')]))).toEqual([
      'appended 10001',
    ]);
    const cold = engine().counter.counted();
    engine().counter.reset();
    expect(inWords(await append(appender, [assign('another')]))).toEqual(['appended 10002']);
    const stale = engine().counter.counted();
    console.log('one more event after 10,000, cold and with a stale head:', cold, stale);
    // A page of commits of 500 events each, of which the newest has a snapshot: the whole stream would be several times that.
    expect(cold.readUnits).toBeLessThanOrEqual(80);
    expect(stale.readUnits).toBeLessThanOrEqual(1);
    expect(inWords(await append(appender, [assign('e5000')]))).toEqual(['duplicate 5001']);
  }, 60_000);
});
