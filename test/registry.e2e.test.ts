import { expect, inject, test } from 'vitest';
import { registryAnswer } from '../functions/registry/answers.ts';
import { call, post } from './ask.ts';

/**
 * Calendars and sources alone: agencies and procedures that are registered make those of the other files unknown.
 */
const put = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call(`/v1/registry/${path}`, {
    role: 'operator',
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const read = async (kind: 'calendars' | 'sources', response: Promise<Response>) => {
  const answer = await response;
  expect(answer.status).toBe(200);
  const body = registryAnswer(kind).parse(await answer.json());
  expect(answer.headers.get('etag')).toBe(`"${body.version}"`);
  return body;
};

const weeks = [{ hours: { monday: ['08:00-12:00', '13:00-17:00'] } }];
const calendar = (name: string) => ({ calendar: { name, weeks, daysOff: [], specialDays: {} } });

test('a calendar is registered, changed by who saw it, and keeps its history', async () => {
  const first = await read('calendars', put('calendars/ZZ.1', calendar('First')));
  expect(await read('calendars', put('calendars/ZZ.1', calendar('First')))).toEqual(first);
  const ifMatch = { 'if-match': `"${first.version}"` };
  const second = await read('calendars', put('calendars/ZZ.1', calendar('Second'), ifMatch));
  const stale = await put('calendars/ZZ.1', calendar('Third'), ifMatch);
  expect(stale.status).toBe(412);
  expect(stale.headers.get('etag')).toBe(`"${second.version}"`);

  expect(await read('calendars', call('/v1/registry/calendars/ZZ.1', { role: 'analyst' }))).toEqual(second);
  const history = await read('calendars', call('/v1/registry/calendars/ZZ.1/history', { role: 'agency' }));
  expect(history.entries).toEqual([...first.entries, ...second.entries]);
  expect(history.entries.map(({ recordedBy }) => recordedBy)).toEqual(['local-operator', 'local-operator']);
});

test('what cannot be registered is named by its field', async () => {
  const broken = await put('calendars', [
    { agency: 'ZZ', ...calendar('x') },
    { agency: 'ZZ', calendar: {} },
  ]);
  expect(broken.status).toBe(422);
  expect(await broken.text()).toContain('1.calendar.weeks');
  const orphan = await put('agencies/ZZ.1', { name: 'Orphan' });
  expect(orphan.status).toBe(422);
  expect(await orphan.text()).toContain('ZZ');
  expect((await call('/v1/registry/agencies/ZZ.1', { role: 'operator' })).status).toBe(404);
});

test('the local hub has registered any source for the client of its agency token', async () => {
  const { entries } = await read('sources', call('/v1/registry/sources/local-agency', { role: 'operator' }));
  expect(entries.map(({ entry }) => entry)).toEqual([{ client: 'local-agency', sources: ['*'] }]);
  expect((await call('/v1/registry/sources', { role: 'agency' })).status).toBe(403);
});

test('a client that is not registered may send as soon as it is', async () => {
  const event = (id: string) => ({
    specversion: '1.0',
    type: 'motcua.request.submitted.v1',
    source: 'https://desk.registry.example/one',
    id,
    subject: `registry-${id}`,
    time: '2006-05-06T09:00:00+07:00',
    data: {
      agency: 'ZZ.1',
      procedure: '1.004222',
      procedureVersion: 1,
      channel: 'counter',
      applicant: { kind: 'citizen' },
    },
  });
  const send = (id: string) =>
    call('/v1/events', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${inject('callers')['client of no source']}`,
        'content-type': 'application/cloudevents+json',
      },
      body: JSON.stringify({ ...event(id), data: { ...event(id).data, agency: 'ZA.1' } }),
    });
  const refused = await send('1');
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('urn:motcua:problem:unregistered-source');
  expect((await call('/v1/requests/registry-1', { role: 'operator' })).status).toBe(404);

  const sources = ['https://desk.registry.example/*'];
  await read('sources', put('sources/unregistered', { sources }));
  expect((await send('2')).status).toBe(200);
  expect((await post([event('3')])).status).toBe(200);
});

test.each(['%2Fregistry%2Fcalendars', '%2Fregistry%2Fcalendars/events'])(
  'no request can be read at %s',
  async (id) => {
    expect((await call(`/v1/requests/${id}`, { role: 'operator' })).status).toBe(404);
  },
);
