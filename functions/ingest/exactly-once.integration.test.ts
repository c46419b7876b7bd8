import { beforeAll, expect, test } from 'vitest';
import { type EventLog, loadStream } from '../../shared/event-store/event-log.ts';
import { describeWithEngine, type Intercept } from '../../test/engine.ts';
import { accepted, assigned, eventJson, resolved, submitted } from '../../test/events.ts';
import { type Ingest, inWords, startIngest } from '../../test/ingest.ts';
import { type Fault, failing, faults } from '../../test/instances.ts';
import { registerAll } from '../../test/registering.ts';

/*
 * A call may fail at any step: before a call to DynamoDB happened, after it happened and its answer was lost, or because the
 * function died there. For every such step the sender does the only thing it can, and sends the same call again.
 */

const at = (day: number) => `2026-11-0${day}T08:00:00+07:00`;
type Sent = ReturnType<typeof submitted>;
type Known = { readonly before: readonly Sent[]; readonly call: readonly Sent[]; readonly ifMatch?: string };

const retracted = (id: string, subject: string, what: string) =>
  eventJson('motcua.event.retracted.v1', { id, subject, time: at(4) }, { id: what, reason: 'Wrong desk.' });

/** Calls, of requests under a prefix that nothing used before. */
const calls: Readonly<Record<string, (prefix: string) => Known>> = {
  'a single event that opens a request': (subject) => ({
    before: [],
    call: [submitted({ id: '1', subject, time: at(1) })],
  }),
  'a single event to a request that is known': (subject) => ({
    before: [submitted({ id: '1', subject, time: at(1) })],
    call: [accepted({ id: '2', subject, time: at(2) })],
  }),
  'a single event under a condition': (subject) => ({
    before: [submitted({ id: '1', subject, time: at(1) })],
    call: [accepted({ id: '2', subject, time: at(2) })],
    ifMatch: '"1"',
  }),
  'a batch over three requests, with a retraction': (prefix) => {
    const [a, b, c] = [`${prefix}-a`, `${prefix}-b`, `${prefix}-c`] as const;
    return {
      before: [
        submitted({ id: '1', subject: b, time: at(1) }),
        assigned({ id: '2', subject: b, time: at(2) }),
      ],
      call: [
        submitted({ id: '1', subject: a, time: at(1) }),
        retracted('3', b, '2'),
        assigned({ id: '2', subject: a, time: at(2) }),
        // Happened before what is known: the stream is read again.
        accepted({ id: '4', subject: b, time: at(1) }),
        assigned({ id: '1', subject: c, time: at(1) }),
        resolved({ id: '3', subject: a, time: at(3) }),
      ],
    };
  },
};

describeWithEngine('exactly once', (engine) => {
  let log: EventLog;
  let steps = 0;
  beforeAll(async () => {
    log = await engine().createLog();
    await registerAll(log, 'sources', [{ client: 'desk', sources: ['*'] }]);
  });
  const start = (intercept?: Intercept): Promise<Ingest> => startIngest(log, engine().endpoint, intercept);

  const idsOf = async (subject: string): Promise<string[]> => {
    const { events } = await loadStream(log, subject, { consistent: true });
    expect(events.map(({ version }) => version)).toEqual(events.map((_event, index) => index + 1));
    return events.map(({ event }) => event.id);
  };

  /** Each event of the call with its place in its stream: what it is answered with, sooner or later. */
  const placesOf = ({ before, call }: Known): number[] =>
    call.map(
      (event, index) =>
        [...before, ...call.slice(0, index)].filter(({ subject }) => subject === event.subject).length + 1,
    );

  const bySubject = (events: readonly Sent[]): ReadonlyMap<string, readonly string[]> =>
    new Map(
      [...Map.groupBy(events, ({ subject }) => subject)].map(([subject, its]) => [
        subject,
        its.map(({ id }) => id),
      ]),
    );

  /** @returns whether the fault came to pass */
  const playOut = async (known: Known, n: number, fault: Fault): Promise<boolean> => {
    const headers = known.ifMatch === undefined ? {} : { 'if-match': known.ifMatch };
    const send = (ingest: Ingest) =>
      ingest(known.call.length === 1 ? known.call[0] : known.call, { headers });
    if (known.before.length > 0) await (await start())(known.before);

    const { life, dead, intercept, settled } = failing(n, fault);
    const first = await start(intercept);
    const answer = await Promise.race([send(first), dead]);
    await settled();
    if (answer !== 'dead' && !life.reached) {
      expect(answer.statusCode).toBe(200);
      return false;
    }
    const [was, all] = [bySubject(known.before), bySubject([...known.before, ...known.call])];
    for (const [subject, ids] of all) {
      const now = await idsOf(subject);
      expect([was.get(subject) ?? [], ids], `${subject} after the fault`).toContainEqual(now);
    }

    // The instance lives on after an error, and what it remembers must not mislead it.
    const again = await send(fault === 'dies' ? await start() : first);
    const places = placesOf(known);
    expect(again.statusCode).toBe(200);
    expect(inWords(again).map((words) => Number(words.split(' ')[1]))).toEqual(places);
    for (const [subject, ids] of all) expect(await idsOf(subject)).toEqual(ids);
    expect(inWords(await send(await start()))).toEqual(places.map((place) => `duplicate ${place}`));
    for (const [subject, ids] of all) expect(await idsOf(subject)).toEqual(ids);
    return true;
  };

  test.each(Object.keys(calls).flatMap((name) => faults.map((fault) => [name, fault] as const)))(
    '%s, whatever step fails: %s',
    async (name, fault) => {
      const makes = calls[name];
      let n = 0;
      while (await playOut(makes?.(`r${steps++}`) ?? { before: [], call: [] }, n, fault)) n++;
      // At least the write can fail, and with what is known before, the read too.
      expect(n).toBeGreaterThanOrEqual(makes?.('x').before.length === 0 ? 1 : 2);
    },
  );
});
