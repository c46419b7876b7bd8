import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { crashingAt, describeWithEngine, intercepted, operationOf } from '../../test/engine.ts';
import { assigned, fakeClock, given, sender, source, submitted } from '../../test/events.ts';
import { instant } from '../instant.ts';
import type { Answer } from '../request/decide.ts';
import type { Surroundings } from '../surroundings.ts';
import { Contended, createAppender } from './append.ts';
import { type EventLog, loadStream } from './event-log.ts';

const at = '2026-11-01T08:00:00+07:00';
const real: Surroundings = {
  now: () => instant(Date.now()),
  random: Math.random,
  sleep: (milliseconds) => sleep(milliseconds),
};

/** A writer that knows nothing yet. */
const append = (log: EventLog, request: string, events: readonly object[], surroundings = real) =>
  createAppender(log, surroundings).append(
    request,
    { events: events as readonly MotcuaEvent[], complete: true },
    sender,
  );

const idsOf = async (log: EventLog, request: string): Promise<string[]> =>
  (await loadStream(log, request, { consistent: true })).events.map(({ event }) => event.id);

const versionsOf = (answers: readonly Answer[]) =>
  answers.map((answer) => (answer.status === 'rejected' ? answer.refusal.reason : answer.version));

/** Every writer's answers name the version at which the log has that event; versions run 1..n without a gap. */
const expectAnswersMatchLog = async (
  log: EventLog,
  request: string,
  answered: readonly (readonly [id: string, answer: Answer | undefined])[],
): Promise<void> => {
  const { version, events } = await loadStream(log, request, { consistent: true });
  expect(events.map((event) => event.version)).toEqual(events.map((_event, index) => index + 1));
  expect(version).toBe(events.length);
  const inLog = new Map(events.map(({ event, version }) => [event.id, version]));
  expect(inLog.size).toBe(events.length);
  for (const [id, answer] of answered) {
    expect(answer?.status).not.toBe('rejected');
    expect(answer).toHaveProperty('version', inLog.get(id));
  }
};

describeWithEngine('appending', (engine) => {
  test('one event costs one write and one read at most, none where it opens its stream: 1 WCU, 1 RCU', async () => {
    const log = await engine().createLog();
    const event = submitted({ id: 'e1', subject: 'r', time: at }, { personal: { name: 'N'.repeat(120) } });
    expect(JSON.stringify(event).length).toBeGreaterThan(350);
    engine().counter.reset();
    expect(versionsOf(await append(log, 'r', [event]))).toEqual([1]);
    const cold = engine().counter.counted();
    engine().counter.reset();
    expect(versionsOf(await append(log, 'r', [assigned({ id: 'e2', subject: 'r', time: at })]))).toEqual([2]);
    const next = engine().counter.counted();
    console.log('append of one event, to an empty stream and to one of one:', cold, next);
    expect(cold.calls).toEqual({ PutItem: 1 });
    expect(next.calls).toEqual({ Query: 1, PutItem: 1 });
    expect(cold.writeUnits).toBe(1);
    expect(next.writeUnits).toBe(1);
    expect(Math.max(cold.readUnits, next.readUnits)).toBeLessThanOrEqual(1);
  });

  test('a batch of four events of about 350 bytes costs half a write unit an event at most', async () => {
    const log = await engine().createLog();
    const batches = Array.from({ length: 20 }, (_, request) =>
      [1, 2, 3, 4].map((n) =>
        given(
          { id: `b9c7e1d2-${request}-${n}`, subject: `000.00.01.H29-240115-${request}`, time: at },
          {
            comment: `${request}.${n} It took long, but the official at the desk was kind and explained what was missing.`,
          },
        ),
      ),
    );
    const bytes = batches.flat().map((event) => JSON.stringify(event).length);
    expect(Math.min(...bytes)).toBeGreaterThan(330);
    engine().counter.reset();
    for (const events of batches) await append(log, events[0]?.subject ?? '', events);
    const { writeUnits, calls } = engine().counter.counted();
    const perEvent = writeUnits / batches.flat().length;
    console.log(`batches of 4 events of ${bytes[0]} bytes: ${perEvent} WCU an event`);
    expect(calls['PutItem']).toBe(batches.length);
    expect(perEvent).toBeLessThanOrEqual(0.3);
  });

  test('an event sent again is a duplicate at the version it has, and costs no write', async () => {
    const log = await engine().createLog();
    const events = [1, 2, 3].map((n) => assigned({ id: `e${n}`, subject: 'r', time: at }));
    await append(log, 'r', events);
    engine().counter.reset();
    const again = await append(log, 'r', events.toReversed());
    expect(again).toEqual([3, 2, 1].map((version) => ({ status: 'duplicate', version })));
    expect(engine().counter.counted().calls).toEqual({ Query: 1 });
  });

  test('duplicates inside one call, and beside new events', async () => {
    const log = await engine().createLog();
    const [one, two] = [1, 2].map((n) => assigned({ id: `e${n}`, subject: 'r', time: at }));
    if (!one || !two) throw new Error('no events');
    expect(await append(log, 'r', [one, one, two, one])).toEqual([
      { status: 'appended', version: 1 },
      { status: 'duplicate', version: 1 },
      { status: 'appended', version: 2 },
      { status: 'duplicate', version: 1 },
    ]);
    const three = assigned({ id: 'e3', subject: 'r', time: at });
    expect(await append(log, 'r', [two, three])).toEqual([
      { status: 'duplicate', version: 2 },
      { status: 'appended', version: 3 },
    ]);
    expect(await idsOf(log, 'r')).toEqual(['e1', 'e2', 'e3']);
  });

  test('a submission that comes late, or again, is decided on what the log really holds', async () => {
    const log = await engine().createLog();
    const late = submitted({ id: 's', subject: 'late', time: at });
    await append(log, 'late', [assigned({ id: 'e1', subject: 'late', time: at })]);
    expect(await append(log, 'late', [late])).toEqual([{ status: 'appended', version: 2 }]);
    expect(await append(log, 'late', [late])).toEqual([{ status: 'duplicate', version: 2 }]);
    const other = { ...late, data: { ...late.data, channel: 'online' } };
    expect(versionsOf(await append(log, 'late', [other]))).toEqual(['different-content']);
    const seen = { ...late, id: 's2', expectedversion: 0 };
    expect(versionsOf(await append(log, 'late', [seen]))).toEqual(['unexpected-version']);
    expect(versionsOf(await append(log, 'late', [{ ...seen, expectedversion: 2 }]))).toEqual([3]);
    expect(await idsOf(log, 'late')).toEqual(['e1', 's', 's2']);
    const foreign = createAppender(log, real).append(
      'late',
      { events: [{ ...late, id: 's3' }] as never, complete: true },
      { client: 'other', agency: 'H30' },
    );
    expect(versionsOf(await foreign)).toEqual(['forbidden']);
  });

  test('the same id from two sources are two events', async () => {
    const log = await engine().createLog();
    const event = assigned({ id: 'e1', subject: 'r', time: at });
    await append(log, 'r', [event, { ...event, source: `${source}/other` }]);
    expect(await idsOf(log, 'r')).toEqual(['e1', 'e1']);
  });

  test('one refused event keeps the others of its call out', async () => {
    const log = await engine().createLog();
    const known = assigned({ id: 'e1', subject: 'r', time: at });
    await append(log, 'r', [known]);
    const other = { ...known, data: { unit: 'another' } };
    const fresh = assigned({ id: 'e2', subject: 'r', time: at });
    expect(versionsOf(await append(log, 'r', [known, fresh, other]))).toEqual([
      1,
      'not-appended-together',
      'different-content',
    ]);
    expect(await idsOf(log, 'r')).toEqual(['e1']);
  });

  test('32 writers at once on one request: every event is in, and every answer matches the log', async () => {
    const log = await engine().createLog();
    const writers = Array.from({ length: 32 }, (_, w) => w);
    const answered = await Promise.all(
      writers.map(async (w) => {
        const events = Array.from({ length: 1 + (w % 3) }, (_, n) =>
          assigned({ id: `w${w}-${n}`, subject: 'hot', time: at }),
        );
        const answers = await append(log, 'hot', events);
        return events.map(({ id }, index) => [id, answers[index]] as const);
      }),
    );
    expect(answered.flat()).toHaveLength(63);
    await expectAnswersMatchLog(log, 'hot', answered.flat());
    expect(await idsOf(log, 'hot')).toHaveLength(63);
  });

  test('writers that race with the same events: each event once, one of them appended it', async () => {
    const log = await engine().createLog();
    const events = [
      submitted({ id: 'e1', subject: 'same', time: at }),
      ...[2, 3].map((n) => assigned({ id: `e${n}`, subject: 'same', time: at })),
    ];
    const all = await Promise.all(Array.from({ length: 12 }, () => append(log, 'same', events)));
    expect(await idsOf(log, 'same')).toEqual(['e1', 'e2', 'e3']);
    expect(all.flat().filter(({ status }) => status === 'appended')).toHaveLength(3);
    for (const answers of all) expect(versionsOf(answers)).toEqual([1, 2, 3]);
  });

  test('16 writers with 25 commands each on one request: 400 of 400 done, gapless', async () => {
    const log = await engine().createLog();
    const started = Date.now();
    const answered = await Promise.all(
      Array.from({ length: 16 }, async (_, w) => {
        const mine: [string, Answer | undefined][] = [];
        for (let n = 0; n < 25; n++) {
          const id = `w${w}-${n}`;
          const [answer] = await append(log, 'hot', [assigned({ id, subject: 'hot', time: at })]);
          mine.push([id, answer]);
        }
        return mine;
      }),
    );
    console.log(`16 writers, 400 commands on one request: ${Date.now() - started} ms`);
    expect(answered.flat()).toHaveLength(400);
    expect(answered.flat().every(([, answer]) => answer?.status === 'appended')).toBe(true);
    await expectAnswersMatchLog(log, 'hot', answered.flat());
  });

  test('a lost race is decided again from the delta: another writer made the expected version wrong', async () => {
    const log = await engine().createLog();
    await append(log, 'r', [submitted({ id: 'e1', subject: 'r', time: at })]);
    let raced = false;
    const client = intercepted(log.client, async (command, run) => {
      if (operationOf(command) === 'PutItem' && !raced) {
        raced = true;
        await append(log, 'r', [assigned({ id: 'rival', subject: 'r', time: at })]);
      }
      return run();
    });
    const event = assigned({ id: 'mine', subject: 'r', time: at, expectedversion: 1 });
    const [answer] = await append({ ...log, client }, 'r', [event]);
    expect(answer).toEqual({
      status: 'rejected',
      refusal: { reason: 'unexpected-version', expected: 1, current: 2 },
    });
    expect(await idsOf(log, 'r')).toEqual(['e1', 'rival']);
  });

  test('after a lost race only what is new is read, and sleeps lie between nothing and the bound', async () => {
    const log = await engine().createLog();
    const clock = fakeClock();
    let rivals = 0;
    const read: number[] = [];
    const client = intercepted(log.client, async (command, run) => {
      if (operationOf(command) === 'PutItem' && rivals < 8) {
        rivals++;
        await append(log, 'r', [assigned({ id: `rival-${rivals}`, subject: 'r', time: at })]);
      }
      const result = (await run()) as { Count?: number };
      if (operationOf(command) === 'Query') read.push(result.Count ?? 0);
      return result;
    });
    const event = assigned({ id: 'mine', subject: 'r', time: at });
    const [answer] = await append({ ...log, client }, 'r', [event], clock.surroundings);
    expect(answer).toEqual({ status: 'appended', version: 9 });
    expect(read).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1]);
    // random() is 0.5: half the bound, which doubles from 8 ms up to 400 ms.
    expect(clock.slept).toEqual([4, 8, 16, 32, 64, 128, 200, 200]);
  });

  test('races lost for 15 seconds end in Contended, with nothing appended', async () => {
    const log = await engine().createLog();
    const clock = fakeClock();
    const client = intercepted(log.client, (command, run) => {
      if (operationOf(command) !== 'PutItem') return run();
      const refused = new Error('taken');
      refused.name = 'ConditionalCheckFailedException';
      return Promise.reject(refused);
    });
    const started = clock.now();
    const event = assigned({ id: 'mine', subject: 'r', time: at });
    const attempt = append({ ...log, client }, 'r', [event], clock.surroundings);
    await expect(attempt).rejects.toThrow(Contended);
    expect(clock.now() - started).toBeGreaterThan(15_000);
    // The gateway waits 30 s at most: giving up must come well before.
    expect(clock.now() - started).toBeLessThan(16_000);
    expect(await idsOf(log, 'r')).toEqual([]);
    const [answer] = await append(log, 'r', [event]);
    expect(answer).toEqual({ status: 'appended', version: 1 });
  });

  test('a crash before or after any call, then the same call again: every event exactly once', async () => {
    const log = await engine().createLog();
    const first = [submitted({ id: 'e1', subject: 'x', time: at })];
    const rest = [2, 3].map((n) => assigned({ id: `e${n}`, subject: 'x', time: at, expectedversion: 1 }));
    // To an empty stream and to one that has the first event; with and without the submission that may open it.
    const cases = [
      { before: [], events: [...first, ...rest.map(({ expectedversion: _seen, ...event }) => event)] },
      { before: first, events: rest },
      { before: first, events: [...first, ...rest] },
    ];
    for (const [c, { before, events }] of cases.entries()) {
      for (const when of ['before', 'after'] as const) {
        let crashes = 0;
        for (let n = 0; ; n++) {
          const request = `crash-${c}-${when}-${n}`;
          const of = (list: readonly object[]) => list.map((event) => ({ ...event, subject: request }));
          if (before.length > 0) await append(log, request, of(before));
          const mortal = { ...log, client: crashingAt(log.client, n, when) };
          const outcome = await append(mortal, request, of(events)).catch((error: Error) => error.name);
          const answers = await append(log, request, of(events));
          expect(answers.every(({ status }) => status !== 'rejected')).toBe(true);
          expect(await idsOf(log, request)).toEqual(['e1', 'e2', 'e3']);
          if (outcome !== 'Crash') break;
          crashes++;
        }
        expect(crashes).toBeGreaterThanOrEqual(1);
      }
    }
  });

  test('a write whose answer was lost and that the SDK sent again is in once, and answered with its version', async () => {
    const log = await engine().createLog();
    const client = intercepted(log.client, async (command, run) => {
      if (operationOf(command) === 'PutItem') await run();
      return run();
    });
    const event = assigned({ id: 'e1', subject: 'r', time: at });
    expect(versionsOf(await append({ ...log, client }, 'r', [event]))).toEqual([1]);
    expect(await idsOf(log, 'r')).toEqual(['e1']);
  });
});
