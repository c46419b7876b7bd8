import { beforeAll, describe, expect, test } from 'vitest';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, assigned, eventJson, given, resolved, submitted } from '../../test/events.ts';
import { good, refused, startReading } from '../../test/reading.ts';
import { requestAnswer, requestEventsAnswer } from './requests-answers.ts';

const at = (day: number, hour = 9) =>
  `2026-01-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00+07:00`;
const utc = (day: number, hour = 9) =>
  `2026-01-${String(day).padStart(2, '0')}T${String(hour - 7).padStart(2, '0')}:00:00.000Z`;
const day = 86_400;

const analyst = { scope: 'statistics:read' };
const desk = (agency: string, scope = 'events:write') => ({ scope, agency });

/** Events of one request, each with an id of its own. */
const story = (subject: string, ...events: readonly ((facts: { id: string; subject: string }) => object)[]) =>
  events.map((make, index) => make({ id: `${index + 1}`, subject }) as { subject: string });
const event =
  (type: string, time: string, data: object = {}) =>
  (facts: { id: string; subject: string }) =>
    eventJson(`motcua.${type}.v1`, { ...facts, time }, data);
const submission = (time: string, data: object) => (facts: { id: string; subject: string }) =>
  submitted({ ...facts, time }, data);

const person = {
  applicant: { kind: 'citizen', reference: 'c-81' },
  personal: { name: 'Nguyễn Văn A', phone: '0900' },
  location: { latitude: 16.4637, longitude: 107.5909 },
};

const long = story(
  'long',
  submission(at(1), { agency: 'H29.07' }),
  (facts) => accepted({ ...facts, time: at(2) }, { due: at(9) }),
  (facts) => assigned({ ...facts, time: at(2) }, { unit: 'desk-1', official: 'o-12' }),
  event('supplement.requested', at(3), { missing: 'A copy' }),
  event('supplement.provided', at(5)),
  event('deadline.extended', at(5), { due: at(12), reason: 'More to measure' }),
  event('apology.issued', at(6), { ground: 'late', promised: at(11) }),
  event('complaint.filed', at(6), { complaint: 'k-1', ground: 'delay', due: at(20) }),
  event('request.forwarded', at(7), { to: 'H30.01' }),
  (facts) => resolved({ ...facts, time: at(8) }),
  event('request.reopened', at(10), { reason: 'An error' }),
  event('payment.requested', at(11), { amount: 5, currency: 'VND' }),
);

const personal = story(
  'personal',
  submission(at(1), { agency: 'H29.07', ...person }),
  event('request.forwarded', at(2), { to: 'H30.01', reason: 'Asked Ms Lan' }),
  (facts) => given({ ...facts, time: at(3) }, { comment: 'Thank you, Ms Lan' }),
);
const corrected = story(
  'corrected',
  submission(at(1), { agency: 'H29.07', ...person }),
  event('event.retracted', at(2), { id: '1', reason: 'Somebody else' }),
  submission(at(1), { agency: 'H29.07', applicant: { kind: 'business', reference: 'b-5' } }),
);
const erased = story(
  'erased',
  submission(at(1), { agency: 'H29.07', ...person }),
  (facts) => given({ ...facts, time: at(3) }, { comment: 'Thank you, Ms Lan' }),
  event('personal-data.erased', at(4), { subject: 'c-81' }),
);
/** Somebody else was erased. */
const kept = story(
  'kept',
  submission(at(1), { agency: 'H29.07', ...person }),
  event('personal-data.erased', at(4), { subject: 'c-99' }),
);

/** Another agency than the one that received it reported something first. */
const reported = story(
  'reported',
  (facts) => accepted({ ...facts, time: at(2) }),
  submission(at(1), { agency: 'H29.07', ...person }),
);
/** Another agency entered its submission under this number, and took it back. */
const misplaced = story(
  'misplaced',
  submission(at(1), { agency: 'H31', applicant: { kind: 'citizen' }, personal: { name: 'Trần B' } }),
  event('event.retracted', at(2), { id: '1', reason: 'Another dossier' }),
  submission(at(3), { agency: 'H29.07', ...person }),
);
/** Who asked to be erased cannot be told from an applicant without a reference. */
const nameless = story(
  'nameless',
  submission(at(1), { agency: 'H29.07', ...person, applicant: { kind: 'citizen' } }),
  (facts) => given({ ...facts, time: at(3) }, { comment: 'Thank you, Ms Lan' }),
  event('personal-data.erased', at(4), { subject: 'c-99' }),
);
const erasureRetracted = story(
  'erasure-retracted',
  submission(at(1), { agency: 'H29.07', ...person }),
  event('personal-data.erased', at(4), { subject: 'c-81' }),
  event('event.retracted', at(5), { id: '2', reason: 'By mistake' }),
);

describeWithEngine('requests, one by one', (engine) => {
  let hub: Awaited<ReturnType<typeof startReading>>;
  beforeAll(async () => {
    hub = await startReading(engine());
    await hub.post(...long, ...personal, ...corrected, ...erased, ...kept, ...nameless, ...erasureRetracted);
    const [early, late] = [reported.slice(0, 1), reported.slice(1)];
    await hub.postAs({ client: 'other', agency: 'H31' }, ...early);
    await hub.post(...late, ...misplaced);
  });
  const path = (id: string, rest = '') => `/v1/requests/${id}${rest}`;
  const read = (id: string, claims: Readonly<Record<string, string>> = analyst) =>
    good(requestAnswer, hub.get(path(id), claims));

  test('where it stands: holder, participants, pauses, what happened on the way, and the clocks', async () => {
    const { clocks, ...answer } = await read('long');
    expect(answer).toMatchObject({
      id: 'long',
      version: 12,
      status: 'awaiting-payment',
      nationalStatus: 6,
      open311Status: 'open',
      agency: 'H30.01',
      participants: ['H29.07', 'H30.01'],
      unit: null,
      received: utc(1),
      due: utc(12),
      overdue: true,
      ended: null,
      outcome: null,
      delivered: null,
      waitingFor: ['payment'],
      pauses: [
        { kind: 'supplement', from: utc(3), until: utc(5) },
        { kind: 'payment', from: utc(11), until: null },
      ],
      extensions: 1,
      apologies: [{ ground: 'late', at: utc(6), promised: utc(11) }],
      closures: [{ ended: utc(8), reopened: utc(10) }],
      complaints: [{ complaint: 'k-1', ground: 'delay', filed: utc(6), due: utc(20), answered: null }],
    });
    // As of now: the two days between end and reopening are no time of the request.
    const sinceDays = (Date.now() - Date.parse(at(1))) / 1000 - 2 * day;
    expect(clocks.elapsed?.running).toBe(true);
    expect(Math.abs((clocks.elapsed?.seconds ?? 0) - sinceDays)).toBeLessThan(60);
    const waited = 2 * day + (Date.now() - Date.parse(at(11))) / 1000;
    expect(clocks.paused?.running).toBe(true);
    expect(Math.abs((clocks.paused?.seconds ?? 0) - waited)).toBeLessThan(60);
  });

  test('a status that is delivered, as the national portal and Open311 name it', async () => {
    await hub.post(
      ...story(
        'delivered',
        submission(at(1), { agency: 'H29.07' }),
        (facts) => resolved({ ...facts, time: at(3) }),
        event('result.delivered', at(4), { method: 'counter' }),
      ),
    );
    expect(await read('delivered')).toMatchObject({
      status: 'delivered',
      nationalStatus: 10,
      open311Status: 'closed',
      ended: utc(3),
      delivered: utc(4),
      outcome: 'granted',
      waitingFor: [],
      clocks: { elapsed: { seconds: 2 * day, running: false }, paused: { seconds: 0, running: false } },
    });
  });

  test.each([
    ['the agency that received it', 'H29.07', 200],
    ['one above that', 'H29', 200],
    ['the agency that has it now', 'H30.01', 200],
    ['one above this', 'H30', 200],
    ['one under that', 'H29.07.1', 403],
    ['one beside it', 'H29.08', 403],
    ['one whose code begins alike', 'H2', 403],
  ])('%s, %s: %i', async (_who, agency, status) => {
    for (const rest of ['', '/events']) {
      expect((await hub.get(path('long', rest), desk(agency))).statusCode).toBe(status);
      if (status === 403)
        expect(await refused(hub.get(path('long', rest), desk(agency)))).toMatchObject({
          type: 'urn:motcua:problem:foreign-agency',
        });
    }
  });

  test.each(['reported', 'misplaced'])(
    'who began %s goes on reading it when another submitted it, and no stranger does',
    async (id) => {
      for (const rest of ['', '/events'])
        for (const [agency, status] of [
          ['H31', 200],
          ['H29.07', 200],
          ['H32', 403],
        ] as const)
          expect((await hub.get(path(id, rest), desk(agency))).statusCode).toBe(status);
    },
  );

  test.each(['nobody', '%2Fregistry%2Fagencies', '%20', 'x'.repeat(3_000), '-'])(
    'there is no request %s',
    async (id) => {
      for (const rest of ['', '/events'])
        expect(await refused(hub.get(path(id, rest), analyst))).toMatchObject({
          status: 404,
          type: 'urn:motcua:problem:not-found',
        });
    },
  );

  describe.each(['', '/events'])('whether it changed (%s)', (rest) => {
    test.each(['"12"', 'W/"12"', '"11", "12"', '"a,b" , W/"12"', '*', ' "12" '])('%s: 304', async (seen) => {
      const answer = await hub.get(path('long', rest), analyst, { 'If-None-Match': seen });
      expect(answer).toMatchObject({ statusCode: 304, body: '', headers: { etag: '"12"' } });
    });

    test.each(['"11"', '12', '"12', 'x"12"', '', '"1", 12', '"*"'])('%s: the answer', async (seen) => {
      const answer = await hub.get(path('long', rest), analyst, { 'If-None-Match': seen });
      expect(answer).toMatchObject({ statusCode: 200, headers: { etag: '"12"' } });
    });

    test('who may not see it is refused, and what is not there is not there', async () => {
      const seen = { 'If-None-Match': '*' };
      expect((await hub.get(path('long', rest), desk('H31'), seen)).statusCode).toBe(403);
      expect((await hub.get(path('nobody', rest), analyst, seen)).statusCode).toBe(404);
      expect((await hub.get(path('long', `${rest}?fields=x`), analyst, seen)).statusCode).toBe(400);
    });
  });

  describe('fields', () => {
    const body = async (rest: string, claims = analyst): Promise<unknown> =>
      JSON.parse((await hub.get(path('personal', rest), claims)).body);

    test('cut the answer down to those asked for', async () => {
      expect(await body('?fields=version,status')).toEqual({ version: 3, status: 'submitted' });
      expect(await body('?fields=%20agency%20,version')).toEqual({ version: 3, agency: 'H30.01' });
    });

    test('cut each event of a page, and of the next', async () => {
      const first = (await body('/events?fields=version&limit=2')) as { next: string };
      expect(first).toMatchObject({
        request: 'personal',
        version: 3,
        events: [{ version: 1 }, { version: 2 }],
      });
      expect(JSON.stringify(first)).not.toContain('recordedAt');
      const second = JSON.parse((await hub.get(first.next, analyst)).body) as object;
      expect(second).toMatchObject({ events: [{ version: 3 }], next: null });
      expect(JSON.stringify(second)).not.toContain('recordedAt');
    });

    test('do not show what the token may not see', async () => {
      expect(await body('?fields=id,applicant,personal,location')).toEqual({ id: 'personal' });
    });

    test.each([
      '?fields=version,nonsense',
      '?fields=',
      '?fields=clocks.elapsed',
      '/events?fields=id',
      '?field=id',
    ])('%s is refused', async (rest) => {
      expect(await refused(hub.get(path('personal', rest), analyst))).toMatchObject({
        status: 400,
        type: 'urn:motcua:problem:invalid-parameter',
      });
    });
  });

  describe('personal fields', () => {
    const secrets = /Nguyễn|0900|16\.46|107\.59|c-81|Ms Lan/;
    const scope = 'events:write personal:read';
    const both = async (id: string, claims: Readonly<Record<string, string>>) => {
      const answers = await Promise.all(['', '/events'].map((rest) => hub.get(path(id, rest), claims)));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
      return answers.map(({ body }) => body);
    };

    test.each([
      ['the agency that received it', desk('H29.07', scope)],
      ['the agency that has it now', desk('H30.01', scope)],
      ['one above', desk('H29', scope)],
      ['an operator', { scope: 'operate personal:read' }],
    ])('are shown with the scope to %s', async (_who, claims) => {
      const answer = await good(requestAnswer, hub.get(path('personal'), claims));
      expect(answer).toMatchObject({
        applicant: person.applicant,
        personal: person.personal,
        location: person.location,
      });
      const { events } = await good(requestEventsAnswer, hub.get(path('personal', '/events'), claims));
      expect(events.map(({ event }) => event)).toEqual(personal);
    });

    test.each([
      ['an agency that takes part, without the scope', desk('H29.07')],
      ['an analyst of all agencies, with the scope', { scope: 'statistics:read personal:read' }],
      ['a sender for all agencies, with the scope', { scope }],
      ['an operator without the scope', { scope: 'operate events:write statistics:read' }],
    ])('are not shown to %s', async (_who, claims) => {
      for (const body of await both('personal', claims)) expect(body).not.toMatch(secrets);
      const answer = await read('personal', claims);
      expect(Object.keys(answer)).not.toEqual(expect.arrayContaining(['applicant']));
    });

    test('are those of the submission that counts', async () => {
      expect(await read('corrected', desk('H29.07', scope))).toMatchObject({
        applicant: { kind: 'business', reference: 'b-5' },
        personal: null,
        location: null,
      });
    });

    test.each(['reported', 'misplaced'])('are not shown to who only began %s', async (id) => {
      for (const body of await both(id, desk('H31', scope))) expect(body).not.toMatch(secrets);
      for (const body of await both(id, desk('H29.07', scope))) expect(body).toMatch(secrets);
    });

    test('of what was taken back are shown to nobody', async () => {
      for (const claims of [desk('H29.07', scope), { scope: 'operate personal:read' }]) {
        for (const body of await both('misplaced', claims)) {
          expect(body).not.toContain('Trần');
          expect(body).toContain('Nguyễn');
        }
        for (const body of await both('corrected', claims)) expect(body).not.toMatch(secrets);
      }
    });

    test('are shown to nobody once the applicant’s were erased', async () => {
      for (const claims of [desk('H29.07', scope), { scope: 'operate personal:read' }])
        for (const body of (
          await Promise.all(['erased', 'nameless', 'erasure-retracted'].map((id) => both(id, claims)))
        ).flat()) {
          expect(body).not.toMatch(
            /Nguyễn|0900|16\.46|107\.59|Ms Lan|"applicant":{"kind":"citizen","reference/,
          );
          expect(body).not.toContain('"personal":');
        }
      const [request = '', events = ''] = await both('kept', desk('H29.07', scope));
      expect(request).toMatch(secrets);
      expect(events).toMatch(secrets);
    });

    test('an answer of what another request says never comes along', async () => {
      const [request = ''] = await both('long', desk('H29.07', scope));
      expect(request).not.toMatch(secrets);
    });
  });

  describe('the stream, page by page', () => {
    test.each([1, 2, 5, 12, 13])('of %i events', async (limit) => {
      const seen: number[] = [];
      let next: string | null = path('long', `/events?limit=${limit}`);
      while (next !== null) {
        const page: Awaited<ReturnType<typeof pageAt>> = await pageAt(next);
        expect(page.events.length).toBeLessThanOrEqual(limit);
        seen.push(...page.events.map(({ version }) => version));
        next = page.next;
      }
      expect(seen).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    });
    const pageAt = (next: string) => good(requestEventsAnswer, hub.get(next, analyst));

    test('more than a function may answer is cut, and goes on', async () => {
      const big = story(
        'big',
        submission(at(1), { agency: 'H29.07' }),
        ...Array.from({ length: 150 }, () => (facts: { id: string; subject: string }) => ({
          ...event('feedback.given', at(2), { survey: 's', surveyVersion: 1, overall: 3 })(facts),
          // Extensions stay, however long, and deflate well.
          ...Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`x${n}`, 'a'.repeat(1_000)])),
        })),
      );
      await hub.post(...big);
      const first = await hub.get(path('big', '/events?limit=500'), analyst);
      expect(Buffer.byteLength(first.body)).toBeLessThan(5_000_000);
      const { events, next } = requestEventsAnswer.parse(JSON.parse(first.body));
      const rest = await pageAt(next ?? '');
      expect(events.length + rest.events.length).toBe(151);
      expect(rest.next).toBeNull();
    });
  });
});
