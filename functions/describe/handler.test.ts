import { describe, expect, test } from 'vitest';
import { eventTypes } from '../../events/catalogue.ts';
import { ask } from '../../test/gateway.ts';
import { catalogueAnswer } from '../query/answers.ts';
import { handler } from './handler.ts';

describe('the documents', () => {
  test('the catalogue names every type, with a schema and an example', async () => {
    const { body } = await ask(handler, { path: '/v1/catalogue' });
    const catalogue = catalogueAnswer.parse(JSON.parse(body));
    expect(catalogue.events.map(({ type }) => type)).toEqual(eventTypes.map(({ type }) => type));
    for (const { schema } of catalogue.events) expect(schema).toMatchObject({ type: 'object' });
    expect(Object.keys(catalogue.measures)).toEqual(['processing-times', 'satisfaction']);
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
      '/v1/requests',
      '/v1/requests/{id}',
      '/v1/requests/{id}/events',
      '/v1/statistics/processing-times',
      '/v1/statistics/satisfaction',
    ]);
    const pointers = [...body.matchAll(/"\$ref":"#\/([^"]+)"/g)];
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
