import { describe, expect, it } from 'vitest';
import type { Receipt } from '../event-store/receive.ts';
import { version } from '../request/stream.ts';
import { Problem, problemDocument } from './problem.ts';
import { resultOf } from './receipt.ts';
import { failureResponse, json, marked, problemResponse } from './response.ts';

describe('a problem document', () => {
  it('has its type, title, status and detail, and what is said besides', () =>
    expect(problemDocument('unexpected-version', 'It is at 3.', { version: 3 })).toEqual({
      type: 'urn:motcua:problem:unexpected-version',
      title: 'The request is not at the expected version',
      status: 409,
      detail: 'It is at 3.',
      version: 3,
    }));

  it('is what a Problem throws', () => {
    const problem = new Problem('not-found', 'No such request.');
    expect(problem).toBeInstanceOf(Error);
    expect(problem.message).toBe('No such request.');
    expect(problem.document).toEqual(problemDocument('not-found', 'No such request.'));
  });

  it.each([
    ['unauthenticated', { 'www-authenticate': 'Bearer' }],
    ['unavailable', { 'retry-after': '1' }],
    ['precondition-failed', { etag: '"4"' }],
  ] as const)('of %s tells in a header what to do', (name, headers) =>
    expect(problemResponse(problemDocument(name, '', { version: 4 }))).toMatchObject({ headers }),
  );
});

describe('a response', () => {
  it('is never stored nor sniffed', () =>
    expect(json(200, { a: 1 }, { etag: '"3"' })).toEqual({
      statusCode: 200,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'strict-transport-security': 'max-age=31536000',
        etag: '"3"',
      },
      body: '{"a":1}',
    }));
});

describe('a marked answer', () => {
  const call = (method: string) => ({ requestContext: { requestId: 'c-1', http: { method } } });

  it('carries the id of its call, and a problem carries it as its instance', () => {
    expect(marked(json(200, { a: 1 }), call('GET'))).toMatchObject({
      headers: { 'x-request-id': 'c-1' },
      body: '{"a":1}',
    });
    const { headers, body } = marked(problemResponse(problemDocument('not-found', 'Gone.')), call('GET'));
    expect(headers['x-request-id']).toBe('c-1');
    expect(JSON.parse(body)).toEqual({
      ...problemDocument('not-found', 'Gone.'),
      instance: 'urn:motcua:call:c-1',
    });
  });

  it('to HEAD has the headers of the one to GET and no body', () =>
    expect(marked(json(200, { a: 1 }, { etag: '"3"' }), call('HEAD'))).toMatchObject({
      statusCode: 200,
      headers: { etag: '"3"', 'content-type': 'application/json' },
      body: '',
    }));
});

describe('failures', () => {
  const answerTo = (error: unknown) => {
    const logged: unknown[] = [];
    return { response: failureResponse(error, (each) => logged.push(each)), logged };
  };

  it('that are problems are answered as they are, and not logged', () => {
    const { response, logged } = answerTo(new Problem('batch-too-large', 'Half of it, please.'));
    expect(response.statusCode).toBe(413);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(response.body)).toEqual(problemDocument('batch-too-large', 'Half of it, please.'));
    expect(logged).toEqual([]);
  });

  it.each([
    new Error('table motcua-events-7 not found', { cause: 'secret' }),
    new TypeError('cannot read secret of undefined'),
    { name: 'Problem', document: { status: 200, detail: 'secret' } },
    'secret',
    undefined,
  ])('of ours are logged in full and answered without detail: %s', (error) => {
    const { response, logged } = answerTo(error);
    expect(response.statusCode).toBe(500);
    expect(JSON.stringify(response)).not.toMatch(/secret|motcua-events|stack/);
    expect(logged).toEqual([error]);
  });
});

describe('what the API says of each event', () => {
  it.each(['appended', 'duplicate'] as const)('%s with its version', (status) =>
    expect(resultOf({ status, version: version(4) })).toEqual({ status, version: 4 }),
  );

  const rejected = (refusal: object) => ({ status: 'rejected', refusal }) as Receipt;
  it.each<[Receipt, string, number, object]>([
    [
      rejected({ reason: 'forbidden', field: 'data.to' }),
      'foreign-agency',
      403,
      { errors: [{ field: 'data.to' }] },
    ],
    [
      rejected({ reason: 'different-content', version: 4 }),
      'different-content',
      409,
      { version: 4, errors: [{ field: 'id' }] },
    ],
    [
      rejected({ reason: 'unexpected-version', expected: 2, current: 4 }),
      'unexpected-version',
      409,
      { version: 4, errors: [{ field: 'expectedversion' }] },
    ],
    [rejected({ reason: 'not-appended-together' }), 'not-appended-together', 424, {}],
    [rejected({ reason: 'too-large' }), 'commit-too-large', 413, {}],
    [
      { status: 'unreadable', reason: 'unknown-event-type', issues: [{ field: 'type', detail: 'x' }] },
      'unknown-event-type',
      422,
      { errors: [{ field: 'type', detail: 'x' }], catalogue: '/v1/catalogue' },
    ],
    [
      {
        status: 'unreadable',
        reason: 'unknown-event-version',
        issues: [{ field: 'type', detail: 'x' }],
        versions: ['t.v1'],
      },
      'unknown-event-version',
      422,
      { catalogue: '/v1/catalogue', versions: ['t.v1'] },
    ],
    [{ status: 'unreadable', reason: 'event-too-large', issues: [] }, 'event-too-large', 413, {}],
    [{ status: 'unreadable', reason: 'time-in-future', issues: [] }, 'time-in-future', 422, {}],
    [
      {
        status: 'unreadable',
        reason: 'invalid-event',
        issues: [
          { field: 'id', detail: 'a' },
          { field: 'data.due', detail: 'b' },
        ],
      },
      'invalid-event',
      422,
      {
        detail: 'id: a (and 1 more)',
        errors: [
          { field: 'id', detail: 'a' },
          { field: 'data.due', detail: 'b' },
        ],
      },
    ],
  ])('%o is the problem %s', (receipt, name, status, more) => {
    const result = resultOf(receipt);
    expect(result).toMatchObject({
      status: 'rejected',
      problem: { type: `urn:motcua:problem:${name}`, status, ...more },
    });
  });
});
