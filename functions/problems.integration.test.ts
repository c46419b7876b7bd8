import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { Contended } from '../shared/event-store/append.ts';
import type { EventLog } from '../shared/event-store/event-log.ts';
import { type ProblemName, problems, problemType } from '../shared/http/problem.ts';
import { satisfaction } from '../shared/projections/satisfaction.ts';
import { columnsOf, type Schema } from '../shared/segment/column.ts';
import { mostGroups } from '../shared/statistics/too-much.ts';
import { describeWithEngine } from '../test/engine.ts';
import { assigned, eventJson, resolved, submitted } from '../test/events.ts';
import { type Answer, ask, functionEnvironment, type Given } from '../test/gateway.ts';

const at = '2026-11-01T08:00:00+07:00';
const structured = 'application/cloudevents+json';
const batch = 'application/cloudevents-batch+json';
const claims = { scope: 'events:write statistics:read operate', client_id: 'desk-7' };

/** Text that does not deflate. */
const noise = (seed: number): string =>
  Array.from({ length: 16 }, (_, n) => createHash('sha512').update(`${seed} ${n}`).digest('base64url'))
    .join('')
    .slice(0, 1000);

/** An appender that fails as told; a real one takes 15 seconds to lose a race. */
const failWith = vi.hoisted(() => ({ error: undefined as Error | undefined }));
vi.mock('../shared/event-store/append.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../shared/event-store/append.ts')>();
  const createAppender: typeof real.createAppender = (...given) => {
    const appender = real.createAppender(...given);
    const append: typeof appender.append = (...asked) =>
      failWith.error ? Promise.reject(failWith.error) : appender.append(...asked);
    return { ...appender, append };
  };
  return { ...real, createAppender };
});

/** What is read instead of the rows, where it is more than a test would write. */
const stored = vi.hoisted(() => ({ blocks: undefined as object[] | undefined }));
vi.mock('../shared/row-store/read-blocks.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../shared/row-store/read-blocks.ts')>();
  const readBlocks = (...asked: Parameters<typeof real.readBlocks>) =>
    stored.blocks ?? real.readBlocks(...asked);
  return { ...real, readBlocks };
});

describeWithEngine('every problem is answered by', (engine) => {
  let log: EventLog;
  const handlers: Record<string, unknown> = {};
  beforeAll(async () => {
    log = await engine().createLog();
    const [list, times, scores] = [
      await engine().createView(),
      await engine().createView(),
      await engine().createView(),
    ];
    const environment = {
      ...functionEnvironment(engine().endpoint),
      EVENTS_TABLE: log.table,
      VIEW_TABLE: list.table,
      VIEW_TABLE_PROCESSING_TIMES: times.table,
      VIEW_TABLE_SATISFACTION: scores.table,
      BUILD: 'test',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    for (const name of ['ingest', 'requests', 'query', 'describe', 'registry'])
      ({ handler: handlers[name] } = (await import(`./${name}/handler.ts`)) as { handler: unknown });
  });

  const post = (body: unknown, more: Given & { type?: string } = {}): Promise<Answer> =>
    ask(handlers['ingest'], {
      method: 'POST',
      path: '/v1/events',
      claims,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...more,
      headers: { 'content-type': more.type ?? structured, ...more.headers },
    });
  const get = (path: string, more: Given = {}): Promise<Answer> =>
    ask(handlers['query'], { path, claims, ...more });
  const failing = async (error: Error): Promise<Answer> => {
    failWith.error = error;
    return post(submitted({ id: 'f', subject: 'p-failing', time: at })).finally(() => {
      failWith.error = undefined;
    });
  };
  const inBatch = async (...events: object[]): Promise<Answer> => {
    const { body, ...answer } = await post(events, { type: batch });
    const { results } = JSON.parse(body) as { results: { problem?: object }[] };
    return { ...answer, body: JSON.stringify(results.find(({ problem }) => problem)?.problem) };
  };

  const event = submitted({ id: '1', subject: 'p-1', time: at });
  const times = '/v1/statistics/satisfaction';

  /** A call for each problem: a new one needs a call of its own here. */
  const producers: Readonly<Record<ProblemName, () => Promise<Answer>>> = {
    'invalid-event': () => post(resolved({ id: '1', subject: 'p', time: at }, { outcome: 'maybe' })),
    'unknown-event-type': () =>
      post(eventJson('motcua.request.vanished.v1', { id: '1', subject: 'p', time: at }, {})),
    'foreign-agency': () => get(times, { query: { agency: 'H29' }, claims: { ...claims, agency: 'H30' } }),
    'different-content': async () => {
      await post(event);
      return post({ ...event, data: { ...event.data, channel: 'online' } });
    },
    'unexpected-version': () => post(resolved({ id: '2', subject: 'p-2', time: at, expectedversion: 7 })),
    'not-appended-together': () =>
      inBatch(
        submitted({ id: '3', subject: 'p-3', time: at }),
        resolved({ id: '4', subject: 'p-3', time: at }, { outcome: 'maybe' }),
      ),
    'malformed-header': () =>
      post({}, { type: 'application/json', headers: { 'ce-specversion': '1.0', 'ce-id': '100%' } }),
    'malformed-body': () => post('{'),
    'invalid-parameter': () => get(times, { query: { nothing: '1' } }),
    'answer-too-large': () => {
      // Of every line a group of its own.
      const bare = Object.fromEntries(Object.keys(satisfaction.schema).map((name) => [name, null]));
      const lines = Array.from({ length: mostGroups + 1 }, (_, n) => ({
        ...bare,
        received: 0,
        procedure: `${n}`,
      }));
      stored.blocks = [{ agency: 'H29', columns: columnsOf<Schema>(satisfaction.schema, lines) }];
      return get(times, { query: { 'group-by': 'procedure' } }).finally(() => {
        stored.blocks = undefined;
      });
    },
    unauthenticated: () =>
      ask(handlers['ingest'], {
        method: 'POST',
        path: '/v1/events',
        headers: { 'content-type': structured },
      }),
    'missing-scope': () => get(times, { claims: { scope: 'events:write' } }),
    'not-found': () => ask(handlers['describe'], { path: '/v1/nothing' }),
    'method-not-allowed': () => ask(handlers['describe'], { method: 'DELETE', path: '/v1/events' }),
    'not-acceptable': () => get(times, { headers: { accept: 'text/html' } }),
    'event-too-large': () =>
      post({
        ...event,
        ...Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`x${n}`, 'x'.repeat(1000)])),
      }),
    'batch-too-large': () =>
      post(
        Array.from({ length: 501 }, () => event),
        { type: batch },
      ),
    'call-too-large': () => post(' '.repeat(5 * 1024 * 1024)),
    'commit-too-large': () =>
      inBatch(
        ...Array.from({ length: 40 }, (_, n) => ({
          ...assigned({ id: `big-${n}`, subject: 'p-big', time: at }),
          ...Object.fromEntries(Array.from({ length: 40 }, (_, m) => [`x${m}`, noise(n * 40 + m)])),
        })),
      ),
    'time-in-future': () => post({ ...event, id: 'later', time: '2999-01-01T00:00:00Z' }),
    'unknown-event-version': () =>
      post(eventJson('motcua.request.submitted.v9', { id: '1', subject: 'p', time: at }, {})),
    'unregistered-source': () => post(event, { claims: { ...claims, scope: 'events:write' } }),
    'precondition-failed': () => post({ ...event, id: 'precondition' }, { headers: { 'if-match': '"7"' } }),
    'invalid-entry': () =>
      ask(handlers['registry'], {
        method: 'PUT',
        path: '/v1/registry/agencies/H29',
        claims,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 7 }),
      }),
    'unclear-agency': () =>
      ask(handlers['requests'], { path: '/v1/requests/p-1', claims: { ...claims, agency: ['H29', 'H30'] } }),
    'unsupported-media-type': () => post(event, { type: 'text/plain' }),
    unavailable: () => failing(new Contended('p-failing')),
    internal: () => failing(new Error('broken')),
  };

  const names = Object.keys(problems) as ProblemName[];
  test.each(names)('a call: %s', async (name) => {
    expect(producers, 'no call answers it').toHaveProperty(name);
    const { headers, body } = await producers[name]();
    const { type, status, title } = JSON.parse(body) as Record<string, unknown>;
    expect({ type, status, title }).toEqual({ type: problemType(name), ...problems[name] });
    expect(headers['x-request-id']).toBe('test-call');
  });

  describe('headers say what to do about', () => {
    test.each([
      ['unauthenticated', 'www-authenticate', 'Bearer'],
      ['unavailable', 'retry-after', '1'],
      ['method-not-allowed', 'allow', 'POST, OPTIONS'],
      ['unsupported-media-type', 'accept', `${structured}, ${batch}, application/json`],
      ['unsupported-media-type', 'accept-post', `${structured}, ${batch}, application/json`],
    ] as const)('%s: %s', async (name, header, value) => {
      expect((await producers[name]()).headers[header]).toBe(value);
    });
  });
});
