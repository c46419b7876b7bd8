import { beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { type Entry, registryCatalogue } from '../../events/registry/catalogue.ts';
import { type RegistryKind, registryKinds } from '../../events/registry/kind.ts';
import type { EventLog } from '../../shared/event-store/event-log.ts';
import { mostPageBytes } from '../../shared/http/fitting.ts';
import { noRegistrations } from '../../shared/registry/registration.ts';
import { readRegistrations } from '../../shared/registry/registry-log.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { type Answer, ask, functionEnvironment, type Given } from '../../test/gateway.ts';
import { registerAll } from '../../test/registering.ts';
import { problemAnswer } from '../query/answers.ts';
import { registryAnswer } from './answers.ts';

const operator = { scope: 'operate', client_id: 'registrar' };

describeWithEngine('/v1/registry', (engine) => {
  let log: EventLog;
  let handler: unknown;
  beforeAll(async () => {
    log = await engine().createLog();
    const environment = { ...functionEnvironment(engine().endpoint), EVENTS_TABLE: log.table };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    ({ handler } = await import('./handler.ts'));
  });

  const get = (path: string, more: Given = {}) =>
    ask(handler, { path: `/v1/registry/${path}`, claims: operator, ...more });
  const put = (path: string, body: unknown, { headers, ...more }: Given = {}) =>
    ask(handler, {
      method: 'PUT',
      path: `/v1/registry/${path}`,
      claims: operator,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...headers },
      ...more,
    });
  const answerOf = (kind: RegistryKind, { statusCode, headers, body }: Answer) => {
    expect(statusCode, body).toBe(200);
    const answer = z.strictObject(registryAnswer(kind).shape).parse(JSON.parse(body));
    expect(headers['etag']).toBe(`"${answer.version}"`);
    return answer;
  };
  const entriesOf = (kind: RegistryKind, answer: Answer) =>
    answerOf(kind, answer).entries.map(({ entry }) => entry);
  const problemOf = ({ statusCode, headers, body }: Answer) => {
    expect(headers['content-type']).toBe('application/problem+json');
    const problem = problemAnswer.parse(JSON.parse(body));
    expect(problem.status).toBe(statusCode);
    return { ...problem, name: problem.type.replace('urn:motcua:problem:', '') };
  };
  const countOf = async (kind: RegistryKind) =>
    (await readRegistrations(log, noRegistrations(kind), { consistent: true })).version;

  const agency = (code: string, name = code) => ({ code, name });
  const procedure = (code: string, version: number, workingDays: number) => ({
    code,
    version,
    name: 'A permit',
    workingDays,
  });

  test.each(registryKinds)('one of the %s: put, read, listed, with its history', async (kind) => {
    const { example } = registryCatalogue[kind];
    const { name, code, entry } = {
      agencies: { name: 'code', code: 'H29', entry: example },
      sources: { name: 'client', code: 'agency-07-desk', entry: example },
      procedures: { name: 'code', code: '1.004222', entry: example },
      calendars: { name: 'agency', code: 'H29', entry: example },
    }[kind];
    const { [name]: _code, ...body } = entry as Record<string, unknown>;
    const answer = answerOf(kind, await put(`${kind}/${code}`, body));
    expect(answer).toMatchObject({ kind, version: 1, next: null });
    expect(answer.entries).toEqual([
      { version: 1, recordedAt: expect.any(String) as unknown, recordedBy: 'registrar', entry },
    ]);
    expect(answerOf(kind, await get(`${kind}/${code}`))).toEqual(answer);
    expect(answerOf(kind, await get(kind))).toEqual(answer);
    expect(answerOf(kind, await get(`${kind}/${code}/history`))).toEqual(answer);
  });

  test('the same content again appends nothing and is answered as before', async () => {
    const before = await put('agencies/H40', agency('H40'));
    const count = await countOf('agencies');
    expect(await put('agencies/H40', agency('H40'))).toEqual(before);
    expect(await countOf('agencies')).toBe(count);
  });

  test('many in one call: all in the order sent, or none', async () => {
    const entries = [procedure('many-1', 1, 3), procedure('many-1', 2, 2), procedure('many-2', 1, 9)];
    expect(entriesOf('procedures', await put('procedures', entries))).toEqual(entries);
    expect(entriesOf('procedures', await get('procedures/many-1'))).toEqual(entries.slice(0, 2));

    const count = await countOf('procedures');
    const broken = [procedure('many-3', 1, 3), { ...procedure('many-4', 1, 3), onlineLevel: 5 }];
    const problem = problemOf(await put('procedures', broken));
    expect(problem).toMatchObject({ name: 'invalid-entry', status: 422 });
    expect(problem.errors?.map(({ field }) => field)).toEqual(['1.onlineLevel']);
    expect(await countOf('procedures')).toBe(count);

    const changed = [...entries.slice(0, 2), procedure('many-2', 1, 8)];
    expect(entriesOf('procedures', await put('procedures', changed))).toEqual(changed);
    expect(await countOf('procedures')).toBe(count + 1);
    expect(entriesOf('procedures', await get('procedures/many-2/history'))).toEqual([entries[2], changed[2]]);
  });

  test('two hundred agencies and five hundred procedures go in one call each', async () => {
    const agencies = Array.from({ length: 200 }, (_, n) => agency(`H29.${n}`, 'Ủy ban nhân dân '.repeat(5)));
    expect(entriesOf('agencies', await put('agencies', agencies))).toHaveLength(200);
    const procedures = Array.from({ length: 500 }, (_, n) => procedure(`5.${n}`, 1, n % 30));
    expect(entriesOf('procedures', await put('procedures', procedures))).toHaveLength(500);
  });

  test('what breaks a rule of the registry is named by its field', async () => {
    const orphan = problemOf(await put('agencies/X1.02', { name: 'Orphan' }));
    expect(orphan).toMatchObject({ name: 'invalid-entry', errors: [{ field: 'code' }] });
    const backwards = problemOf(
      await put('agencies/H29', {
        name: 'Backwards',
        validFrom: '2025-07-01T00:00:00+07:00',
        validTo: '2024-07-01T00:00:00+07:00',
      }),
    );
    expect(backwards).toMatchObject({ status: 422, errors: [{ field: 'validTo' }] });
    const other = problemOf(await put('agencies/H29', agency('H30')));
    expect(other).toMatchObject({ status: 422, errors: [{ field: 'code' }] });
    const unknown = problemOf(await put('agencies/H29', { name: 'x', colour: 'red' }));
    expect(unknown).toMatchObject({ status: 422, errors: [{ field: 'colour' }] });
  });

  test('an answer stays small however much is wrong', async () => {
    const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, n]));
    expect(problemOf(await put('agencies/H29', body)).errors).toHaveLength(50);
  });

  test('If-Match and If-None-Match: only what the caller saw is changed', async () => {
    const { version } = answerOf('agencies', await put('agencies/H42', agency('H42')));
    const named = (name: string, headers: Record<string, string>) =>
      put('agencies/H42', agency('H42', name), { headers });
    const stale = await named('Other', { 'If-Match': '"999999"' });
    expect(problemOf(stale)).toMatchObject({ name: 'precondition-failed', status: 412, version });
    expect(problemOf(await named('Other', { 'If-None-Match': '*' })).status).toBe(412);
    const changed = answerOf('agencies', await named('First', { 'If-Match': `"${version}"` }));
    expect(problemOf(await named('Second', { 'If-Match': `"${version}"` }))).toMatchObject({
      status: 412,
      version: changed.version,
    });
    // The first call again, since its answer was lost: it did what it asked for.
    expect(answerOf('agencies', await named('First', { 'If-Match': `"${version}"` }))).toEqual(changed);
    expect((await named('Third', { 'If-Match': '*' })).statusCode).toBe(200);
    const fresh = (headers: Record<string, string>) => put('agencies/H43', agency('H43'), { headers });
    expect((await fresh({ 'If-Match': '*' })).statusCode).toBe(412);
    expect((await fresh({ 'If-None-Match': '*' })).statusCode).toBe(200);
  });

  test('If-Match on a whole kind is its version', async () => {
    const { version } = answerOf('sources', await get('sources'));
    const body = [{ client: 'listed', sources: ['urn:listed'] }];
    expect((await put('sources', body, { headers: { 'If-Match': `"${version + 1}"` } })).statusCode).toBe(
      412,
    );
    expect((await put('sources', body, { headers: { 'If-Match': `"${version}"` } })).statusCode).toBe(200);
  });

  test.each([{ 'If-Match': 'W/"1"' }, { 'If-Match': '1' }, { 'If-None-Match': '"1"' }])(
    'a precondition that cannot be read: %j',
    async (headers) => {
      expect(problemOf(await put('agencies/H29', agency('H29'), { headers })).name).toBe('malformed-header');
    },
  );

  test('those who register at the same time all get in, each once', async () => {
    const before = await countOf('procedures');
    const names = Array.from({ length: 12 }, (_, n) => `race-${n}`);
    const answers = await Promise.all(names.map((code) => put(`procedures/${code}`, procedure(code, 1, 1))));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(names.map(() => 200));
    expect(await countOf('procedures')).toBe(before + 12);
  });

  test('what another instance registered is seen at once', async () => {
    await get('agencies');
    await registerAll(log, 'agencies', [agency('H44')]);
    expect(entriesOf('agencies', await get('agencies/H44'))).toEqual([agency('H44')]);
  });

  test('a list is paged by version, and so tells what changed since', async () => {
    const all = answerOf('procedures', await get('procedures'));
    expect(all.entries).toHaveLength(500);
    const seen: unknown[] = [];
    let next: string | null = '/v1/registry/procedures?after=0&limit=200';
    while (next !== null) {
      const { pathname, searchParams } = new URL(next, 'http://hub');
      const query = Object.fromEntries(searchParams);
      const page = answerOf('procedures', await ask(handler, { path: pathname, query, claims: operator }));
      seen.push(...page.entries);
      next = page.next;
    }
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(500);
    const { version } = all;
    await put('procedures/changed', procedure('changed', 1, 1));
    const since = await get('procedures', { query: { after: String(version) } });
    expect(entriesOf('procedures', since)).toEqual([procedure('changed', 1, 1)]);
    expect(problemOf(await get('procedures', { query: { limit: '0' } })).name).toBe('invalid-parameter');
  });

  test('a page ends where an answer would grow too large, and the next one goes on', async () => {
    const example = registryCatalogue.calendars.example;
    const daysOff = Array.from({ length: 1_000 }, (_, n) =>
      new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10),
    );
    // The log packs such days well, and an answer says them in full.
    const calendars = Array.from({ length: 700 }, (_, n) => ({
      agency: `W${n}`,
      calendar: { ...example.calendar, daysOff, specialDays: {}, coveredUntil: '2026-12-31' },
    }));
    expect(Buffer.byteLength(JSON.stringify(calendars))).toBeGreaterThan(2 * mostPageBytes);
    for (let n = 0; n < calendars.length; n += 100)
      await registerAll(log, 'calendars', calendars.slice(n, n + 100));
    const seen: unknown[] = [];
    let pages = 0;
    let next: string | null = '/v1/registry/calendars?after=0&limit=500';
    while (next !== null) {
      const { pathname, searchParams } = new URL(next, 'http://hub');
      const query = Object.fromEntries(searchParams);
      const answer = await ask(handler, { path: pathname, query, claims: operator });
      expect(Buffer.byteLength(answer.body)).toBeLessThan(mostPageBytes + 100_000);
      const page = answerOf('calendars', answer);
      seen.push(...page.entries.map(({ entry }) => ('agency' in entry ? entry.agency : '')));
      next = page.next;
      pages++;
    }
    expect(pages).toBeGreaterThan(2);
    expect(seen.slice(-calendars.length)).toEqual(calendars.map(({ agency }) => agency));
  });

  test('If-None-Match: what the caller has seen is not said again', async () => {
    const first = await put('agencies/H45', agency('H45'));
    const etag = first.headers['etag'] ?? '';
    for (const path of ['agencies/H45', 'agencies/H45/history', 'agencies']) {
      const answer = await get(path, { headers: { 'If-None-Match': `"0", W/${etag}` } });
      expect(answer).toMatchObject({ statusCode: 304, body: '', headers: { etag } });
    }
    await put('agencies/H45', agency('H45', 'Renamed'));
    const changed = await get('agencies/H45', { headers: { 'If-None-Match': etag } });
    expect(entriesOf('agencies', changed)).toEqual([agency('H45', 'Renamed')]);
    expect((await get('agencies/NONE', { headers: { 'If-None-Match': '*' } })).statusCode).toBe(404);
  });

  test('a code with a slash or a space stands in the path as a URI has it', async () => {
    const code = '12/2024 QĐ';
    const path = `procedures/${encodeURIComponent(code)}`;
    await put(path, procedure(code, 1, 4));
    expect(entriesOf('procedures', await get(path))).toEqual([procedure(code, 1, 4)]);
    // Some gateways decode the path first.
    expect(entriesOf('procedures', await get(`procedures/${code}`))).toEqual([procedure(code, 1, 4)]);
    expect(entriesOf('procedures', await get(`${path}/history`))).toEqual([procedure(code, 1, 4)]);
    await put(path, procedure(code, 2, 4));
    const { next } = answerOf(
      'procedures',
      await get(`procedures/${code}/history`, { query: { limit: '1' } }),
    );
    expect(next).toMatch(/^\/v1\/registry\/procedures\/12%2F2024%20Q%C4%90\/history\?after=\d+&limit=1$/);
  });

  describe('who may', () => {
    const sender = { scope: 'events:write', client_id: 'desk' };
    const analyst = { scope: 'statistics:read', client_id: 'analyst' };

    test.each([sender, analyst])(
      '$client_id reads all but the sources, and registers nothing',
      async (claims) => {
        for (const kind of ['agencies', 'procedures', 'calendars'] as const)
          expect((await get(kind, { claims })).statusCode).toBe(200);
        expect(problemOf(await get('sources', { claims })).name).toBe('missing-scope');
        expect(problemOf(await get('sources/agency-07-desk/history', { claims })).name).toBe('missing-scope');
        expect(problemOf(await put('agencies/H50', agency('H50'), { claims })).name).toBe('missing-scope');
      },
    );

    test('nobody without a token, or with one that has no scope', async () => {
      expect(problemOf(await ask(handler, { path: '/v1/registry/agencies' })).status).toBe(401);
      expect(problemOf(await get('agencies', { claims: { client_id: 'x' } })).status).toBe(403);
    });

    test('an operator of one agency registers what lies under it, and nothing for all', async () => {
      const claims = { ...operator, agency: 'H29' };
      expect((await put('agencies/H29.7', agency('H29.7', 'Mine'), { claims })).statusCode).toBe(200);
      expect(problemOf(await put('agencies/H40', agency('H40', 'No'), { claims })).name).toBe(
        'foreign-agency',
      );
      const mixed = [agency('H29.8', 'Mine'), agency('H40', 'No')];
      expect(problemOf(await put('agencies', mixed, { claims })).name).toBe('foreign-agency');
      const body = { sources: ['*'] };
      expect(problemOf(await put('sources/mine', body, { claims })).name).toBe('foreign-agency');
    });
  });

  describe('what cannot be', () => {
    test.each<[string, string, Given, string]>([
      ['a kind that is none', 'registers/x', {}, 'not-found'],
      ['a code that is not registered', 'agencies/NONE', {}, 'not-found'],
      ['a history of nothing', 'agencies/NONE/history', {}, 'not-found'],
      ['a kind with a slash after it', 'agencies/', {}, 'not-found'],
      ['another media type', 'agencies/H29', { headers: { Accept: 'text/csv' } }, 'not-acceptable'],
      ['a parameter that is none', 'agencies', { query: { colour: 'red' } }, 'invalid-parameter'],
    ])('%s', async (_what, path, more, name) => expect(problemOf(await get(path, more)).name).toBe(name));

    test.each<[string, string, unknown, Given, string]>([
      ['text that is no JSON', 'agencies/H29', '{', {}, 'malformed-body'],
      ['an entry where many are expected', 'agencies', agency('H29'), {}, 'malformed-body'],
      ['many where one is expected', 'agencies/H29', [agency('H29')], {}, 'invalid-entry'],
      [
        'another content type',
        'agencies/H29',
        'x',
        { headers: { 'Content-Type': 'text/plain' } },
        'unsupported-media-type',
      ],
      [
        'more than a call holds',
        'agencies',
        Array.from({ length: 1_001 }, () => agency('H29')),
        {},
        'batch-too-large',
      ],
      ['a body that is too long', 'agencies/H29', { name: 'x'.repeat(1024 * 1024) }, {}, 'call-too-large'],
      ['a history written by hand', 'agencies/H29/history', agency('H29'), {}, 'method-not-allowed'],
    ])('%s', async (_what, path, body, more, name) =>
      expect(problemOf(await put(path, body, more)).name).toBe(name),
    );

    test('more than an item holds', async () => {
      const noise = () =>
        Array.from({ length: 500 }, () =>
          String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 20_000)),
        ).join('');
      const entries: Entry<'procedures'>[] = Array.from({ length: 600 }, (_, n) => ({
        code: `noise-${n}`,
        version: 1,
        name: noise(),
      }));
      expect(problemOf(await put('procedures', entries)).name).toBe('commit-too-large');
      expect((await get('procedures/noise-0')).statusCode).toBe(404);
    });
  });
});
