import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { crashingAt, describeWithEngine } from '../../test/engine.ts';
import { assigned, eventJson, fakeClock, given, sender, submitted } from '../../test/events.ts';
import { readCommits } from '../../test/read-log.ts';
import { createAppender } from './append.ts';
import { type EventLog, loadStream } from './event-log.ts';
import { type Receipt, receiveEvents } from './receive.ts';

const at = '2026-11-01T08:00:00+07:00';

const clock = fakeClock();

const receive = (log: EventLog, values: readonly unknown[], by = sender) =>
  receiveEvents(createAppender(log, clock.surroundings), values, by, clock.surroundings);

const saysOf = (receipts: readonly Receipt[]) =>
  receipts.map((receipt) => {
    if (receipt.status === 'unreadable') return receipt.reason;
    if (receipt.status === 'unregistered') return `unregistered ${receipt.source}`;
    return receipt.status === 'rejected' ? receipt.refusal.reason : `${receipt.status} ${receipt.version}`;
  });

const idsOf = async (log: EventLog, request: string): Promise<string[]> =>
  (await loadStream(log, request, { consistent: true })).events.map(({ event }) => event.id);

describeWithEngine('receiving a call', (engine) => {
  test('the events of one request are one commit; receipts come in the order sent', async () => {
    const log = await engine().createLog();
    const values = ['a', 'b', 'a', 'c', 'b', 'a'].map((subject, n) =>
      assigned({ id: `e${n}`, subject, time: at }),
    );
    engine().counter.reset();
    const receipts = await receive(log, values);
    expect(engine().counter.counted().calls).toEqual({ Query: 3, PutItem: 3 });
    expect(saysOf(receipts)).toEqual([
      'appended 1',
      'appended 1',
      'appended 2',
      'appended 1',
      'appended 2',
      'appended 3',
    ]);
    expect(await idsOf(log, 'a')).toEqual(['e0', 'e2', 'e5']);
  });

  test('a value that cannot be read keeps the rest of its request out, and nothing else', async () => {
    const log = await engine().createLog();
    const receipts = await receive(log, [
      assigned({ id: 'a1', subject: 'a', time: at }),
      eventJson('motcua.request.assigned.v1', { id: 'a2', subject: 'a', time: at }, { unit: 7 }),
      assigned({ id: 'b1', subject: 'b', time: at }),
      eventJson('motcua.request.vanished.v1', { id: 'c1', subject: 'c', time: at }, {}),
      null,
      'text',
      [],
    ]);
    expect(saysOf(receipts)).toEqual([
      'not-appended-together',
      'invalid-event',
      'appended 1',
      'unknown-event-type',
      'invalid-event',
      'invalid-event',
      'invalid-event',
    ]);
    expect(await idsOf(log, 'a')).toEqual([]);
    expect(await idsOf(log, 'b')).toEqual(['b1']);
  });

  test('names that JavaScript objects have are ordinary subjects and ids', async () => {
    const log = await engine().createLog();
    const names = ['constructor', 'toString', 'hasOwnProperty', 'prototype'];
    const values = names.map((name) => assigned({ id: '__proto__', subject: name, time: at }));
    expect(saysOf(await receive(log, values))).toEqual(names.map(() => 'appended 1'));
    for (const name of names) expect(await idsOf(log, name)).toEqual(['__proto__']);
  });

  test('a token limited to an agency speaks for it and those under it, and for nobody else', async () => {
    const log = await engine().createLog();
    const desk = { client: 'desk', agency: 'H29' };
    const receipts = await receive(
      log,
      [
        submitted({ id: '1', subject: 'own', time: at }, { agency: 'H29' }),
        submitted({ id: '2', subject: 'under', time: at }, { agency: 'H29.07' }),
        submitted({ id: '3', subject: 'beside', time: at }, { agency: 'H290' }),
        submitted({ id: '4', subject: 'above', time: at }, { agency: 'H' }),
      ],
      desk,
    );
    expect(saysOf(receipts)).toEqual(['appended 1', 'appended 1', 'forbidden', 'forbidden']);
    const others = { client: 'other', agency: 'H30' };
    const intrusion = await receive(log, [assigned({ id: '5', subject: 'own', time: at })], others);
    expect(saysOf(intrusion)).toEqual(['forbidden']);
    expect(await idsOf(log, 'own')).toEqual(['1']);
  });

  test('a crash anywhere in a batch, then the batch again: every event exactly once', async () => {
    for (const when of ['before', 'after'] as const) {
      // Four requests, a read and a write each.
      for (let n = 0; n < 8; n++) {
        const log = await engine().createLog();
        const values = Array.from({ length: 12 }, (_, i) =>
          assigned({ id: `e${i}`, subject: `r${i % 4}`, time: at }),
        );
        const crashing = { ...log, client: crashingAt(log.client, n, when) };
        await expect(receive(crashing, values)).rejects.toThrow(when);
        const again = await receive(log, values);
        expect(again.every(({ status }) => status === 'appended' || status === 'duplicate')).toBe(true);
        for (let r = 0; r < 4; r++)
          expect(await idsOf(log, `r${r}`)).toEqual([`e${r}`, `e${r + 4}`, `e${r + 8}`]);
      }
    }
  });

  test('500 events of 500 requests are 500 commits', async () => {
    const log = await engine().createLog();
    const values = Array.from({ length: 500 }, (_, n) => assigned({ id: 'e', subject: `r${n}`, time: at }));
    const receipts = await receive(log, values);
    expect(receipts.every(({ status }) => status === 'appended')).toBe(true);
    expect(await readCommits(log)).toHaveLength(500);
  });

  test('more for one request than an item holds is refused with a reason, and only that; in two calls it is taken', async () => {
    const log = await engine().createLog();
    const values = Array.from({ length: 500 }, (_, n) =>
      given({ id: `e${n}`, subject: 'r', time: at }, { comment: randomBytes(1_500).toString('base64') }),
    );
    const [first] = values;
    await receive(log, [first]);
    const other = assigned({ id: 'e', subject: 'other', time: at });
    const refused = await receive(log, [...values, other, first]);
    expect(saysOf(refused)).toEqual([
      'duplicate 1',
      ...values.slice(1).map(() => 'too-large'),
      'appended 1',
      'duplicate 1',
    ]);
    expect(await idsOf(log, 'r')).toEqual(['e0']);
    // All of it is in by smaller calls: sent again in one, with the submission too, it is all duplicates.
    const opened = [
      submitted({ id: 's', subject: 'o', time: at }),
      ...values.map((v) => ({ ...v, subject: 'o' })),
    ];
    for (let start = 0; start < opened.length; start += 101)
      await receive(log, opened.slice(start, start + 101));
    const again = await receive(log, opened);
    expect(saysOf(again)).toEqual(opened.map((_value, index) => `duplicate ${index + 1}`));
    const halves = [await receive(log, values.slice(0, 150)), await receive(log, values.slice(150, 300))];
    expect(halves.flat().at(-1)).toEqual({ status: 'appended', version: 300 });
  });
});
