import { describe, expect, test } from 'vitest';
import { eventTypes } from '../../events/catalogue.ts';
import { registryKinds } from '../../events/registry/kind.ts';
import { type Answer, ask } from '../../test/gateway.ts';
import { catalogueAnswer } from '../query/answers.ts';
import { handler } from './handler.ts';

describe('the documents', () => {
  test('the catalogue names every type, with a schema and an example', async () => {
    const { body } = await ask(handler, { path: '/v1/catalogue' });
    const catalogue = catalogueAnswer.parse(JSON.parse(body));
    expect(catalogue.events.map(({ type }) => type)).toEqual(eventTypes.map(({ type }) => type));
    expect(catalogue.registry.map(({ kind }) => kind)).toEqual(registryKinds);
    for (const { schema } of [...catalogue.events, ...catalogue.registry])
      expect(schema).toMatchObject({ type: 'object' });
    expect(Object.keys(catalogue.measures)).toEqual([
      'processing-times',
      'curve',
      'comparison',
      'flow',
      'form-ii-06a',
      'offices',
      'satisfaction',
      'data-quality',
      'steps',
    ]);
  });

  test('OpenAPI 3.1 describes every path, and its references lead somewhere', async () => {
    const { body } = await ask(handler, { path: '/v1/openapi.json' });
    const document = JSON.parse(body) as { openapi: string; paths: object; components: unknown };
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(document.paths).sort()).toEqual([
      '/v1/catalogue',
      '/v1/events',
      '/v1/health',
      '/v1/openapi.json',
      '/v1/registry/agencies',
      '/v1/registry/agencies/{code}',
      '/v1/registry/agencies/{code}/history',
      '/v1/registry/calendars',
      '/v1/registry/calendars/{agency}',
      '/v1/registry/calendars/{agency}/history',
      '/v1/registry/procedures',
      '/v1/registry/procedures/{code}',
      '/v1/registry/procedures/{code}/history',
      '/v1/registry/sources',
      '/v1/registry/sources/{client}',
      '/v1/registry/sources/{client}/history',
      '/v1/requests',
      '/v1/requests/{id}',
      '/v1/requests/{id}/events',
      '/v1/statistics/data-quality',
      '/v1/statistics/processing-times',
      '/v1/statistics/processing-times/comparison',
      '/v1/statistics/processing-times/curve',
      '/v1/statistics/processing-times/flow',
      '/v1/statistics/processing-times/form-ii-06a',
      '/v1/statistics/processing-times/offices',
      '/v1/statistics/satisfaction',
      '/v1/statistics/steps',
    ]);
    // An example of the catalogue holds JSON schemas with references of their own.
    const pointers = [...body.matchAll(/"\$ref":"#\/(components\/[^"]+)"/g)];
    expect(pointers.length).toBeGreaterThan(0);
    for (const [, pointer = ''] of pointers) {
      const target = pointer
        .split('/')
        .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], document);
      expect(target, pointer).toBeDefined();
    }
  });

  test.each(['/v1/catalogue', '/v1/openapi.json'])(
    '%s is JSON, closed to caches and sniffing',
    async (path) => {
      expect(await ask(handler, { path })).toMatchObject({
        statusCode: 200,
        headers: {
          'content-type': 'application/json',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        },
      });
    },
  );
});

const problemOf = ({ body }: Answer) => JSON.parse(body) as { type: string; instance: string };

describe('what the gateway has no route for', () => {
  test.each([
    ['POST', '/v1/health', 'GET, HEAD, OPTIONS'],
    ['TRACE', '/v1/statistics/satisfaction', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/v1/catalogue', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/v1/requests/000.00.01.H29-240115-0001/events', 'GET, HEAD, OPTIONS'],
    ['GET', '/v1/events', 'POST, OPTIONS'],
    ['DELETE', '/v1/registry/agencies/H29', 'GET, PUT, HEAD, OPTIONS'],
    ['POST', '/v1/registry/agencies/H29/history', 'GET, HEAD, OPTIONS'],
  ])('%s %s is not allowed, and Allow says what is', async (method, path, allow) => {
    const answer = await ask(handler, { method, path });
    expect(answer).toMatchObject({ statusCode: 405, headers: { allow, 'x-request-id': 'test-call' } });
    expect(problemOf(answer)).toMatchObject({
      type: 'urn:motcua:problem:method-not-allowed',
      instance: 'urn:motcua:call:test-call',
    });
  });

  test.each([
    '/',
    '/v1',
    '/v1/nothing',
    '/v1/requests/',
    '/v1/requests/a/b',
    '/v1/healthy',
    '/v1/openapi_json',
  ])('%s is not there, with any method', async (path) => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const answer = await ask(handler, { method, path });
      expect(answer.statusCode).toBe(404);
      expect(problemOf(answer).type).toBe('urn:motcua:problem:not-found');
    }
  });

  test('OPTIONS says what a path takes', async () => {
    const answer = await ask(handler, { method: 'OPTIONS', path: '/v1/requests/r-1' });
    expect(answer).toMatchObject({ statusCode: 204, headers: { allow: 'GET, HEAD, OPTIONS' }, body: '' });
  });
});

test('HEAD is GET without the body', async () => {
  const [head, get] = await Promise.all(
    ['HEAD', 'GET'].map((method) => ask(handler, { method, path: '/v1/catalogue' })),
  );
  expect(head).toEqual({ ...get, body: '' });
});

test('a document comes as JSON only', async () => {
  const answer = await ask(handler, { path: '/v1/openapi.json', headers: { Accept: 'application/yaml' } });
  expect(answer.statusCode).toBe(406);
});
