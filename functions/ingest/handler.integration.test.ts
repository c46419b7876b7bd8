import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type EventLog, loadStream } from '../../shared/event-store/event-log.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { assigned, eventJson, resolved, retracted, submitted } from '../../test/events.ts';
import { type Answer, ask, functionEnvironment, type Given } from '../../test/gateway.ts';
import { registerAll } from '../../test/registering.ts';
import { eventsAnswer, problemAnswer } from '../query/answers.ts';

const at = '2026-11-01T08:00:00+07:00';
const claims = { scope: 'openid events:write', client_id: 'desk-7', sub: 'desk-7' };
const structured = 'application/cloudevents+json';
const batch = 'application/cloudevents-batch+json';

describeWithEngine('POST /v1/events', (engine) => {
  let log: EventLog;
  let handler: unknown;
  beforeAll(async () => {
    log = await engine().createLog();
    const environment = { ...functionEnvironment(engine().endpoint), EVENTS_TABLE: log.table };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    ({ handler } = await import('./handler.ts'));
    await registerAll(log, 'sources', [{ client: 'desk-7', sources: ['*'] }]);
  });

  const post = (body: unknown, contentType: string, more: Given = {}) =>
    ask(handler, {
      method: 'POST',
      path: '/v1/events',
      claims,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...more,
      headers: { 'Content-Type': contentType, ...more.headers },
    });

  const resultsOf = ({ body }: Answer) => eventsAnswer.parse(JSON.parse(body)).results;
  const problemOf = ({ statusCode, headers, body }: Answer) => {
    expect(headers['content-type']).toBe('application/problem+json');
    const problem = problemAnswer.parse(JSON.parse(body));
    expect(problem.status).toBe(statusCode);
    return problem;
  };
  const idsOf = async (request: string) =>
    (await loadStream(log, request, { consistent: true })).events.map(({ event }) => event.id);

  test('one event, structured', async () => {
    const answer = await post(submitted({ id: '1', subject: 's1', time: at }), structured);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    expect(resultsOf(answer)).toEqual([{ status: 'appended', version: 1 }]);
    const stream = await loadStream(log, 's1', { consistent: true });
    expect(stream.events[0]?.recordedBy).toEqual({ client: 'desk-7' });
  });

  test('the media type may carry a charset, and the body be base64', async () => {
    const text = JSON.stringify(submitted({ id: '1', subject: 's2', time: at }, { procedure: 'Cấp phép' }));
    const answer = await post(Buffer.from(text).toString('base64'), `${structured}; charset=UTF-8`, {
      isBase64Encoded: true,
    });
    expect(resultsOf(answer)).toEqual([{ status: 'appended', version: 1 }]);
    const { events } = await loadStream(log, 's2', { consistent: true });
    expect(events[0]?.event.data).toMatchObject({ procedure: 'Cấp phép' });
  });

  const binaryHeaders = (id: string, subject: string) => ({
    'ce-specversion': '1.0',
    'CE-Type': 'motcua.request.assigned.v1',
    'ce-source': 'https://agency.example/desk',
    'ce-id': id,
    'ce-subject': subject,
    'ce-time': at,
  });

  test('one event, binary; the same event structured is a duplicate', async () => {
    const data = { unit: 'desk-1' };
    const answer = await post(data, 'application/json', { headers: binaryHeaders('caf%C3%A9%20%25', 'b1') });
    expect(resultsOf(answer)).toEqual([{ status: 'appended', version: 1 }]);
    expect(await idsOf('b1')).toEqual(['café %']);
    const again = await post(assigned({ id: 'café %', subject: 'b1', time: at }), structured);
    expect(resultsOf(again)).toEqual([{ status: 'duplicate', version: 1 }]);
    // What a gateway adds when it turns one mode into the other.
    const said = {
      ...assigned({ id: 'café %', subject: 'b1', time: at }),
      datacontenttype: 'application/json',
    };
    expect(resultsOf(await post(said, structured))).toEqual([{ status: 'duplicate', version: 1 }]);
  });

  test('a number or a truth value in an extension is the same event in headers, which carry text', async () => {
    const extensions = { sequence: 3, sampled: true };
    const event = { ...assigned({ id: '1', subject: 'b4', time: at }, { unit: 'desk-1' }), ...extensions };
    await post(event, structured);
    const headers = { ...binaryHeaders('1', 'b4'), 'ce-sequence': '3', 'ce-sampled': 'true' };
    const answer = await post({ unit: 'desk-1' }, 'application/json', { headers });
    expect(resultsOf(answer)).toEqual([{ status: 'duplicate', version: 1 }]);
    const other = { ...headers, 'ce-sequence': '4' };
    const refused = await post({ unit: 'desk-1' }, 'application/json', { headers: other });
    expect(problemOf(refused)).toMatchObject({ type: 'urn:motcua:problem:different-content', status: 409 });
  });

  test('binary mode takes the expected version, and an event without data', async () => {
    const headers = { ...binaryHeaders('1', 'b2'), 'ce-expectedversion': '0' };
    expect((await post({ unit: 'x' }, 'application/json', { headers })).statusCode).toBe(200);
    const wrong = await post({ unit: 'x' }, 'application/json', { headers: { ...headers, 'ce-id': '2' } });
    expect(problemOf(wrong)).toMatchObject({
      status: 409,
      type: 'urn:motcua:problem:unexpected-version',
      version: 1,
    });
    const withdrawal = { ...binaryHeaders('3', 'b2'), 'CE-Type': 'motcua.request.withdrawn.v1' };
    expect(resultsOf(await post('', 'application/json', { headers: withdrawal }))).toEqual([
      { status: 'appended', version: 2 },
    ]);
  });

  test('a header that is not percent-encoded is the sender’s mistake, not ours', async () => {
    const headers = { ...binaryHeaders('1', 'b3'), 'ce-id': '100%' };
    expect((await post({ unit: 'x' }, 'application/json', { headers })).statusCode).toBe(400);
  });

  test('a batch with one malformed, one unauthorised and one duplicate event: 207, and the good ones are in', async () => {
    const limited = { ...claims, agency: 'H29' };
    const known = submitted({ id: 'known', subject: 'm-known', time: at }, { agency: 'H29' });
    await post(known, structured, { claims: limited });
    const answer = await post(
      [
        submitted({ id: '1', subject: 'm-good', time: at }, { agency: 'H29.07' }),
        eventJson(
          'motcua.request.resolved.v1',
          { id: '2', subject: 'm-bad', time: at },
          { outcome: 'maybe' },
        ),
        submitted({ id: '3', subject: 'm-foreign', time: at }, { agency: 'H30' }),
        known,
        assigned({ id: '5', subject: 'm-good', time: at }),
        eventJson('motcua.request.vanished.v1', { id: '6', subject: 'm-unknown', time: at }, {}),
        { ...known, data: { ...known.data, channel: 'online' } },
      ],
      batch,
      { claims: limited },
    );
    expect(answer.statusCode).toBe(207);
    const results = resultsOf(answer);
    expect(results.map(({ status }) => status)).toEqual([
      'appended',
      'rejected',
      'rejected',
      'duplicate',
      'appended',
      'rejected',
      'rejected',
    ]);
    const problems = results.map((result) => (result.status === 'rejected' ? result.problem : undefined));
    expect(problems[1]).toMatchObject({
      type: 'urn:motcua:problem:invalid-event',
      status: 422,
      errors: [{ field: 'data.outcome' }],
    });
    expect(problems[1]?.detail).toContain('data.outcome');
    expect(problems[2]).toMatchObject({ type: 'urn:motcua:problem:foreign-agency', status: 403 });
    expect(problems[2]).toMatchObject({ errors: [{ field: 'data.agency' }] });
    expect(problems[5]).toMatchObject({ type: 'urn:motcua:problem:unknown-event-type', status: 422 });
    expect(problems[6]).toMatchObject({ type: 'urn:motcua:problem:different-content', status: 409 });
    expect(results[3]).toEqual({ status: 'duplicate', version: 1 });
    expect(await idsOf('m-good')).toEqual(['1', '5']);
    for (const request of ['m-bad', 'm-foreign', 'm-unknown']) expect(await idsOf(request)).toEqual([]);
    expect(await idsOf('m-known')).toEqual(['known']);
  });

  test('the same batch again is all duplicates, 200', async () => {
    const events = ['x', 'y'].map((subject) => submitted({ id: '1', subject: `again-${subject}`, time: at }));
    expect(resultsOf(await post(events, batch))).toEqual(
      events.map(() => ({ status: 'appended', version: 1 })),
    );
    const again = await post(events, batch);
    expect(again.statusCode).toBe(200);
    expect(resultsOf(again)).toEqual(events.map(() => ({ status: 'duplicate', version: 1 })));
  });

  test('the same id of another source is another event', async () => {
    const event = assigned({ id: '1', subject: 'sources', time: at });
    await post(event, structured);
    const other = { ...event, source: 'https://other.example', data: { unit: 'desk-2' } };
    expect(resultsOf(await post(other, structured))).toEqual([{ status: 'appended', version: 2 }]);
    expect(resultsOf(await post(event, structured))).toEqual([{ status: 'duplicate', version: 1 }]);
  });

  test('a batch of none, of 500 and of 501', async () => {
    const of = (n: number) =>
      Array.from({ length: n }, (_, i) => assigned({ id: `${i}`, subject: `many-${i % 50}`, time: at }));
    expect(resultsOf(await post([], batch))).toEqual([]);
    expect(resultsOf(await post(of(500), batch))).toHaveLength(500);
    expect(problemOf(await post(of(501), batch))).toMatchObject({
      status: 413,
      type: 'urn:motcua:problem:batch-too-large',
      limit: 500,
    });
  });

  test('an event, a call and a commit that are too large each have a problem of their own', async () => {
    const of = (id: string, bytes: number) => ({
      ...assigned({ id, subject: 'large', time: at }),
      ...Object.fromEntries(
        Array.from({ length: bytes / 1_000 }, (_, n) => [`x${n}`, randomBytes(750).toString('base64')]),
      ),
    });
    expect(problemOf(await post(of('1', 66_000), structured))).toMatchObject({
      type: 'urn:motcua:problem:event-too-large',
      status: 413,
      errors: [{ field: 'event' }],
    });
    const mixed = await post([of('1', 66_000), assigned({ id: '2', subject: 'small', time: at })], batch);
    expect(mixed.statusCode).toBe(207);
    expect(resultsOf(mixed)[1]).toEqual({ status: 'appended', version: 1 });
    const many = Array.from({ length: 12 }, (_, n) => of(`${n}`, 60_000));
    const typesOf = (answer: Answer) =>
      new Set(resultsOf(answer).map((result) => result.status === 'rejected' && result.problem.type));
    expect(typesOf(await post(many, batch))).toEqual(new Set(['urn:motcua:problem:commit-too-large']));
    expect(problemOf(await post(' '.repeat(4 * 1024 * 1024 + 1), batch))).toMatchObject({
      type: 'urn:motcua:problem:call-too-large',
      status: 413,
      limit: 4 * 1024 * 1024,
    });
    expect(await idsOf('large')).toEqual([]);
  });

  test('what is unknown is refused by name, with the catalogue a link away', async () => {
    const typed = (type: string, time = at) => eventJson(type, { id: '1', subject: 'u', time }, {});
    expect(problemOf(await post(typed('motcua.request.accepted.v9'), structured))).toMatchObject({
      type: 'urn:motcua:problem:unknown-event-version',
      status: 422,
      versions: ['motcua.request.accepted.v1'],
      catalogue: '/v1/catalogue',
    });
    expect(problemOf(await post(typed('motcua.request.vanished.v1'), structured))).toMatchObject({
      type: 'urn:motcua:problem:unknown-event-type',
      catalogue: '/v1/catalogue',
    });
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const early = typed('motcua.request.accepted.v1', tomorrow);
    expect(problemOf(await post(early, structured))).toMatchObject({
      type: 'urn:motcua:problem:time-in-future',
      status: 422,
      errors: [{ field: 'time' }],
    });
  });

  test('extension attributes are kept and given back', async () => {
    const extensions = { traceparent: '00-1', sequence: 3, sampled: true, correlationid: 'c' };
    const event = { ...assigned({ id: '1', subject: 'ext', time: at }), ...extensions, dropped: null };
    expect((await post(event, structured)).statusCode).toBe(200);
    const { events } = await loadStream(log, 'ext', { consistent: true });
    const { dropped: _null, ...kept } = event;
    expect(events[0]?.event).toEqual(kept);
  });

  test('If-Match: the event is appended where the request is at that version, or 412 with the version it is at', async () => {
    const of = (id: string) => assigned({ id, subject: 'match', time: at });
    const put = (id: string, headers: Record<string, string>) => post(of(id), structured, { headers });
    const failed = { type: 'urn:motcua:problem:precondition-failed', status: 412 };

    expect((await put('1', { 'If-None-Match': '*' })).statusCode).toBe(200);
    const second = await put('2', { 'If-None-Match': '*' });
    expect(problemOf(second)).toMatchObject({ ...failed, version: 1 });
    expect((await put('2', { 'If-Match': '"1"' })).statusCode).toBe(200);
    const third = await put('3', { 'If-Match': '"1"' });
    expect(problemOf(third)).toMatchObject({ ...failed, version: 2 });
    expect(third.headers['etag']).toBe('"2"');
    // An answer that was lost: the call again is safe, whatever the condition says by now.
    expect(resultsOf(await put('2', { 'If-Match': '"1"' }))).toEqual([{ status: 'duplicate', version: 2 }]);
    expect(await idsOf('match')).toEqual(['1', '2']);

    const binary = await post({ unit: 'x' }, 'application/json', {
      headers: { ...binaryHeaders('3', 'match'), 'If-Match': '"9"' },
    });
    expect(problemOf(binary)).toMatchObject({ ...failed, version: 2 });
  });

  test.each([
    ['"1"', {}, batch],
    ['1', {}, structured],
    ['W/"1"', {}, structured],
    ['*', {}, batch],
    ['*, "1"', {}, structured],
    ['"1", "2"', {}, structured],
    ['"1"', { 'If-None-Match': '*' }, structured],
    ['"1"', { 'If-None-Match': '*' }, batch],
  ])('If-Match: %s with %o on %s is refused by name', async (match, more, contentType) => {
    const event = assigned({ id: '1', subject: 'unmatched', time: at });
    const body = contentType === batch ? [event] : event;
    const problem = problemOf(await post(body, contentType, { headers: { 'If-Match': match, ...more } }));
    expect(problem).toMatchObject({ type: 'urn:motcua:problem:malformed-header', status: 400 });
    expect(problem.detail).toContain('If-Match');
    expect(await idsOf('unmatched')).toEqual([]);
  });

  test('If-Match: * wants the request to be there, at whatever version', async () => {
    const put = (id: string) =>
      post(assigned({ id, subject: 'there', time: at }), structured, { headers: { 'If-Match': '*' } });
    expect(problemOf(await put('1'))).toMatchObject({
      type: 'urn:motcua:problem:precondition-failed',
      status: 412,
      version: 0,
    });
    expect(await idsOf('there')).toEqual([]);
    await post(submitted({ id: '0', subject: 'there', time: at }), structured);
    expect(resultsOf(await put('1'))).toEqual([{ status: 'appended', version: 2 }]);
    expect(resultsOf(await put('2'))).toEqual([{ status: 'appended', version: 3 }]);
    expect(resultsOf(await put('1'))).toEqual([{ status: 'duplicate', version: 2 }]);

    const opening = assigned({ id: '3', subject: 'there', time: at, expectedversion: 0 });
    const contradicted = await post(opening, structured, { headers: { 'If-Match': '*' } });
    expect(problemOf(contradicted).status).toBe(400);
  });

  test('If-None-Match is * or nothing, and a header may not contradict the event', async () => {
    const event = assigned({ id: '1', subject: 'unmatched', time: at, expectedversion: 3 });
    for (const headers of [{ 'If-None-Match': '"1"' }, { 'If-None-Match': '*' }, { 'If-Match': '"2"' }])
      expect(problemOf(await post(event, structured, { headers })).status).toBe(400);
    expect(problemOf(await post(event, structured, { headers: { 'If-Match': '"3"' } })).status).toBe(412);
  });

  test('a single event that is refused answers with the problem’s own status', async () => {
    const limited = { claims: { ...claims, agency: 'H30' } };
    const bad = eventJson('motcua.request.resolved.v1', { id: '1', subject: 'one', time: 'yesterday' }, {});
    const foreign = submitted({ id: '1', subject: 'one', time: at }, { agency: 'H29' });
    expect(problemOf(await post(bad, structured))).toMatchObject({
      status: 422,
      errors: [{ field: 'time' }],
    });
    expect(problemOf(await post(foreign, structured, limited))).toMatchObject({ status: 403 });
    expect((await post(foreign, structured)).statusCode).toBe(200);
    const other = { ...foreign, data: { ...foreign.data, channel: 'online' } };
    expect(problemOf(await post(other, structured))).toMatchObject({ status: 409, version: 1 });
    const late = resolved({ id: '2', subject: 'one', time: at, expectedversion: 7 });
    expect(problemOf(await post(late, structured))).toMatchObject({ status: 409, version: 1 });
    expect(await idsOf('one')).toEqual(['1']);
  });

  test('without a token 401, without the scope 403: and nothing is in', async () => {
    const event = submitted({ id: '1', subject: 'closed-door', time: at });
    const body = JSON.stringify(event);
    const given = { method: 'POST', path: '/v1/events', headers: { 'content-type': structured }, body };
    const none = await ask(handler, given);
    expect(problemOf(none)).toMatchObject({ status: 401 });
    expect(none.headers['www-authenticate']).toBe('Bearer');
    for (const scope of ['statistics:read', 'events:writer', 'events', '', undefined]) {
      const refused = await ask(handler, { ...given, claims: { ...claims, scope } });
      expect(problemOf(refused)).toMatchObject({ status: 403, type: 'urn:motcua:problem:missing-scope' });
    }
    expect(await idsOf('closed-door')).toEqual([]);
  });

  test.each([
    ['no JSON', '{', structured, 400],
    ['an empty body', '', structured, 400],
    ['a batch that is no array', '{}', batch, 400],
    ['a media type of another kind', '{}', 'application/json', 415],
    ['text', 'hello', 'text/plain', 415],
    ['no event', 'null', structured, 422],
    ['an array in structured mode', '[]', structured, 400],
    ['a number', '1', structured, 422],
  ])('%s is refused with a problem', async (_name, body, contentType, status) => {
    expect(problemOf(await post(body, contentType)).status).toBe(status);
  });

  test('a body without a content type is refused, not failed', async () => {
    const answer = await ask(handler, { method: 'POST', path: '/v1/events', claims, body: '{}' });
    expect(problemOf(answer)).toMatchObject({ status: 415 });
  });

  describe('a source that is not registered for the client', () => {
    const other = { claims: { ...claims, client_id: 'desk-8' } };
    const unregistered = 'urn:motcua:problem:unregistered-source';

    test('is refused, and its siblings of the same request with it', async () => {
      const event = submitted({ id: '1', subject: 'u1', time: at });
      const refused = problemOf(await post(event, structured, other));
      expect(refused).toMatchObject({ status: 403, type: unregistered, errors: [{ field: 'source' }] });

      await registerAll(log, 'sources', [{ client: 'desk-8', sources: ['urn:own', 'urn:more:*'] }]);
      const own = (id: string, subject: string, source = 'urn:own') =>
        assigned({ id, subject, time: at, source });
      const events = [
        event,
        own('2', 'u1'),
        own('3', 'u2'),
        own('4', 'u3', 'urn:more:5'),
        own('5', 'u4', 'urn:o'),
      ];
      const answer = await post(events, batch, other);
      expect(answer.statusCode).toBe(207);
      expect(
        resultsOf(answer).map((result) =>
          result.status === 'rejected' ? result.problem.type : result.status,
        ),
      ).toEqual([
        unregistered,
        'urn:motcua:problem:not-appended-together',
        'appended',
        'appended',
        unregistered,
      ]);
      expect(await idsOf('u1')).toEqual([]);
    });

    test('is taken as soon as it is registered: a registry that is only remembered refuses nobody', async () => {
      const event = (id: string) => submitted({ id, subject: `v${id}`, time: at, source: 'urn:late' });
      expect((await post(event('1'), structured, other)).statusCode).toBe(403);
      await registerAll(log, 'sources', [{ client: 'desk-8', sources: ['urn:late'] }]);
      expect((await post(event('2'), structured, other)).statusCode).toBe(200);
    });

    test('so it is where a retraction names the source in base64', async () => {
      await registerAll(log, 'sources', [{ client: 'desk-8', sources: ['urn:late'] }]);
      const own = assigned({ id: '3', subject: 'v3', time: at, source: 'urn:late' });
      expect((await post(own, structured, other)).statusCode).toBe(200);
      await registerAll(log, 'sources', [{ client: 'desk-8', sources: ['urn:late', 'urn:taken'] }]);
      const { data, ...attributes } = retracted(
        { id: '4', subject: 'v3', time: at, source: 'urn:late' },
        { id: '1', source: 'urn:taken' },
      );
      const bytes = Buffer.from(JSON.stringify(data)).toString('base64');
      expect((await post({ ...attributes, data_base64: bytes }, structured, other)).statusCode).toBe(200);
    });

    test('is taken of an operator, who loads what is old for anyone', async () => {
      const operator = { claims: { ...claims, client_id: 'loader', scope: 'events:write operate' } };
      const event = submitted({ id: '1', subject: 'u5', time: at, source: 'urn:of-nobody' });
      expect((await post(event, structured, operator)).statusCode).toBe(200);
    });

    test('is not taken of an operator limited to an agency', async () => {
      const limited = {
        claims: { ...claims, client_id: 'loader', scope: 'events:write operate', agency: 'H29' },
      };
      const event = submitted({ id: '1', subject: 'u6', time: at, source: 'urn:of-nobody' });
      expect(problemOf(await post(event, structured, limited))).toMatchObject({
        type: 'urn:motcua:problem:unregistered-source',
      });
    });
  });

  test('a type of the registry is refused as unknown, and the sender told where it belongs', async () => {
    const data = { code: 'H29', name: 'The city' };
    const event = eventJson('motcua.agency.registered.v1', { id: '1', subject: 'H29', time: at }, data);
    expect(problemOf(await post(event, structured))).toMatchObject({
      type: 'urn:motcua:problem:unknown-event-type',
      detail: expect.stringContaining('PUT /v1/registry/agencies') as unknown,
    });
  });

  test('no event can be said of a stream of the registry', async () => {
    const event = assigned({ id: '1', subject: '/registry/agencies', time: at });
    expect(problemOf(await post(event, structured))).toMatchObject({ errors: [{ field: 'subject' }] });
  });

  test('a failure of ours answers 500 without a word of why', async () => {
    vi.stubEnv('EVENTS_TABLE', 'no-such-table');
    vi.resetModules();
    const { handler: broken } = await import('./handler.ts');
    const answer = await ask(broken, {
      method: 'POST',
      path: '/v1/events',
      claims,
      headers: { 'content-type': structured },
      body: JSON.stringify(submitted({ id: '1', subject: 'r', time: at })),
    });
    expect(problemOf(answer)).toMatchObject({ status: 500 });
    expect(answer.body).not.toMatch(/no-such-table|ResourceNotFound/);
  });
});
