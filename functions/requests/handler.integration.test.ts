import { beforeAll, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, assigned, given, invited, resolved, submitted, withdrawn } from '../../test/events.ts';
import { ask } from '../../test/gateway.ts';
import { refused as problem, good as read, startReading } from '../../test/reading.ts';
import { registerAll } from '../../test/registering.ts';
import { requestAnswer, requestEventsAnswer } from './requests-answers.ts';

const analyst = { scope: 'statistics:read', client_id: 'analyst' };

const at = (text: string) => `2024-${text}:00+07:00`;
/** Resolved, open and late, withdrawn; one that nobody submitted, and one with personal fields of every kind. */
const events = [
  submitted({ id: '1', subject: 'q1', time: at('01-15T08:00') }, { agency: 'H29.07', procedure: 'permit' }),
  accepted({ id: '2', subject: 'q1', time: at('01-15T09:00') }, { due: at('01-26T17:00') }),
  assigned({ id: '3', subject: 'q1', time: at('01-15T10:00') }, { unit: 'desk', official: 'official-12' }),
  resolved({ id: '4', subject: 'q1', time: at('01-20T08:00') }),
  invited({ id: '5', subject: 'q1', time: at('01-21T08:00') }),
  given({ id: '6', subject: 'q1', time: at('01-22T08:00') }, { comment: 'Thank you, Ms Lan', courtesy: 5 }),
  submitted({ id: '1', subject: 'q3', time: at('02-01T00:30') }, { agency: 'H30', channel: 'online' }),
  accepted({ id: '2', subject: 'q3', time: at('02-02T09:00') }, { due: at('02-20T17:00') }),
  submitted({ id: '1', subject: 'q4', time: at('02-03T09:00') }, { agency: 'H30' }),
  withdrawn({ id: '2', subject: 'q4', time: at('02-04T09:00') }, { reason: 'I moved away' }),
  resolved({ id: '1', subject: 'unsubmitted', time: at('02-03T09:00') }),
  submitted(
    { id: '1', subject: 'private:1~x', time: at('03-03T09:00') },
    {
      agency: 'H29',
      personal: { name: 'Nguyễn Văn A', phone: '0900' },
      location: { latitude: 16.4637, longitude: 107.5909 },
      applicant: { kind: 'citizen', reference: 'c-81' },
    },
  ),
];

describeWithEngine('the function that reads requests', (engine) => {
  let handler: unknown;
  beforeAll(async () => {
    const hub = await startReading(engine());
    ({ handler } = hub);
    await hub.post(...events);
    await registerAll(hub.log, 'agencies', [{ code: 'H29', name: 'The city' }]);
  });

  const get = (path: string, query?: Record<string, string>, more: Parameters<typeof ask>[1] = {}) => {
    const id = /^\/v1\/requests\/([^/]+)/.exec(path)?.[1];
    return ask(handler, {
      path,
      claims: analyst,
      ...(query && { query }),
      ...(id !== undefined && { parameters: { id: decodeURIComponent(id) } }),
      ...more,
    });
  };

  test('where one stands, with its version as ETag', async () => {
    const answer = get('/v1/requests/q1');
    expect((await answer).headers['etag']).toBe('"6"');
    expect(await read(requestAnswer, answer)).toMatchObject({
      id: 'q1',
      version: 6,
      status: 'resolved',
      agency: 'H29.07',
      unit: 'desk',
      official: 'official-12',
      received: '2024-01-15T01:00:00.000Z',
      due: '2024-01-26T10:00:00.000Z',
      overdue: false,
      outcome: 'granted',
      clocks: { elapsed: { seconds: 5 * 86_400, running: false } },
      anomalies: [],
    });
  });

  test('one that is open and late, one that was withdrawn, one not submitted yet', async () => {
    const open = await read(requestAnswer, get('/v1/requests/q3'));
    expect(open).toMatchObject({ status: 'accepted', overdue: true, ended: null, outcome: null });
    expect(open.clocks.elapsed?.running).toBe(true);
    expect(await read(requestAnswer, get('/v1/requests/q4'))).toMatchObject({
      status: 'withdrawn',
    });
    expect(await read(requestAnswer, get('/v1/requests/unsubmitted'))).toMatchObject({
      agency: null,
      received: null,
      clocks: { elapsed: null, working: null, accountable: null, paused: null },
    });
  });

  test('the events, page by page, each once and in order', async () => {
    const seen: number[] = [];
    let next: string | null = '/v1/requests/q1/events?limit=4';
    let pages = 0;
    while (next !== null) {
      const url = new URL(next, 'http://hub');
      const page: z.output<typeof requestEventsAnswer> = await read(
        requestEventsAnswer,
        get(url.pathname, Object.fromEntries(url.searchParams)),
      );
      expect(page).toMatchObject({ request: 'q1', version: 6 });
      seen.push(...page.events.map(({ version }) => version));
      next = page.next;
      pages++;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    expect(pages).toBe(2);
    const whole = await read(requestEventsAnswer, get('/v1/requests/q1/events', { limit: '6' }));
    expect(whole.next).toBeNull();
    const beyond = await read(requestEventsAnswer, get('/v1/requests/q1/events', { after: '99' }));
    expect(beyond).toMatchObject({ events: [], next: null });
  });

  test('no personal field is ever shown', async () => {
    const path = '/v1/requests/private:1~x';
    for (const answer of [
      await get(path),
      await get(`${path}/events`),
      await get('/v1/requests/q1/events'),
    ]) {
      expect(answer.statusCode).toBe(200);
      expect(answer.body).not.toMatch(/Nguyễn|0900|16\.46|107\.59|c-81|Ms Lan/);
    }
    expect((await get('/v1/requests/q4/events')).body).not.toContain('moved away');
  });

  test('a path that the gateway has decoded', async () => {
    const path = '/v1/requests/private%3A1%7Ex';
    expect((await get(path)).statusCode).toBe(200);
  });

  test('no stream of the registry, however its slash is written', async () => {
    for (const path of ['/v1/requests/%2Fregistry%2Fagencies', '/v1/requests/%2Fregistry%2Fagencies/events'])
      expect(await problem(get(path))).toMatchObject({ status: 404 });
  });

  test('what is not there, and what is another agency’s', async () => {
    expect(await problem(get('/v1/requests/nobody'))).toMatchObject({ status: 404 });
    expect(await problem(get('/v1/requests/nobody/events'))).toMatchObject({ status: 404 });
    const desk = (agency: string) => ({ claims: { scope: 'events:write', client_id: 'desk', agency } });
    expect((await get('/v1/requests/q1', undefined, desk('H29'))).statusCode).toBe(200);
    expect((await get('/v1/requests/q1', undefined, desk('H29.07'))).statusCode).toBe(200);
    for (const agency of ['H30', 'H29.0', 'H29.07.1', 'h29'])
      expect(await problem(get('/v1/requests/q1/events', undefined, desk(agency)))).toMatchObject({
        status: 403,
        type: 'urn:motcua:problem:foreign-agency',
      });
    expect(await problem(get('/v1/requests/unsubmitted', undefined, desk('H29')))).toMatchObject({
      status: 403,
    });
  });

  test.each<[Record<string, string>, string]>([
    [{ limit: '0' }, 'limit'],
    [{ limit: '501' }, 'limit'],
    [{ limit: 'many' }, 'limit'],
    [{ after: '-1' }, 'after'],
    [{ after: '1.5' }, 'after'],
    [{ before: '1' }, 'before'],
  ])('a page parameter %j is refused by name', async (query, field) => {
    const document = await problem(get('/v1/requests/q1/events', query));
    expect(document).toMatchObject({ status: 400, errors: [{ field }] });
  });

  test('without a token 401, without the scope 403', async () => {
    for (const path of ['/v1/requests', '/v1/requests/q1', '/v1/requests/q1/events'])
      expect(await problem(ask(handler, { path, parameters: { id: 'q1' } }))).toMatchObject({ status: 401 });
    const nobody = { claims: { scope: 'openid', client_id: 'desk' } };
    expect(await problem(get('/v1/requests/q1', undefined, nobody))).toMatchObject({ status: 403 });
  });

  test.each(['/v1/requests/a/b', '/v1/health', '/v1/statistics/satisfaction'])(
    'there is nothing at %s',
    async (path) => {
      expect(await problem(get(path))).toMatchObject({ status: 404 });
    },
  );

  test('HEAD is GET without the body', async () => {
    const found = await get('/v1/requests/q1', undefined, { method: 'HEAD' });
    expect(found).toMatchObject({ statusCode: 200, headers: { etag: '"6"' }, body: '' });
    const missing = await get('/v1/requests/nobody', undefined, { method: 'HEAD' });
    expect(missing).toMatchObject({ statusCode: 404, body: '' });
  });

  test('JSON alone is offered', async () => {
    const csv = { headers: { accept: 'text/csv' } };
    expect(await problem(get('/v1/requests', undefined, csv))).toMatchObject({ status: 406 });
  });

  test('every answer is closed to caches and sniffing', async () => {
    for (const answer of [await get('/v1/requests/q1'), await get('/v1/nothing')])
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
  });
});
