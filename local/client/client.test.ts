import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { answered, createHubClient, HubProblem } from './client.ts';
import { HubUnavailable } from './retrying.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let answer: Answer;
let asked: string[];
let apiUrl = '';
let stop: () => Promise<unknown>;

beforeEach(async () => {
  asked = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
});
afterEach(() => stop());

const client = () =>
  createHubClient({ apiUrl, token: 'secret', random: () => 0.5, sleep: () => Promise.resolve() });
const json =
  (status: number, body: object, type = 'application/json'): Answer =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));

describe('the client', () => {
  test('asks as the document says, and knows what comes back', async () => {
    answer = json(200, { rows: [{ received: 3, duration: { median: 24 } }] });
    const { rows } = answered(
      await client().GET('/v1/statistics/processing-times', {
        params: { query: { agency: 'H29.07', 'group-by': ['agency', 'month'] } },
      }),
    );
    expect(asked).toEqual(['GET /v1/statistics/processing-times?agency=H29.07&group-by=agency,month']);
    expect(rows[0]).toMatchObject({ received: 3 });
    expectTypeOf(rows[0]?.duration.median).toEqualTypeOf<number | null | undefined>();
  });

  test('fills the path, encoded', async () => {
    answer = json(200, { id: 'a~1' });
    await client().GET('/v1/requests/{id}', { params: { path: { id: 'a:1' } } });
    expect(asked).toEqual(['GET /v1/requests/a%3A1']);
  });

  test('throws a problem with its type, for programs, and its text, for people', async () => {
    const type = 'urn:motcua:problem:not-found';
    answer = json(404, { type, title: 'Nothing', status: 404, detail: 'no r' }, 'application/problem+json');
    const call = client().GET('/v1/requests/{id}', { params: { path: { id: 'r' } } });
    const error = await call.then(answered).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HubProblem);
    expect(error).toMatchObject({
      status: 404,
      problem: { type },
      message: 'the hub refused the call with 404: Nothing: no r',
    });
  });

  test('throws what the gateway says by itself too', async () => {
    answer = json(401, { message: 'Unauthorized' });
    const call = client().GET('/v1/requests/{id}', { params: { path: { id: 'r' } } });
    await expect(call.then(answered)).rejects.toMatchObject({ status: 401, problem: {} });
  });

  test('tries again what may pass, and gives up in the end', async () => {
    answer = (request, response) =>
      asked.length < 3 ? json(429, {})(request, response) : json(200, { status: 'ok' })(request, response);
    expect(answered(await client().GET('/v1/health'))).toEqual({ status: 'ok' });
    expect(asked).toHaveLength(3);
    answer = json(503, {});
    await expect(client().GET('/v1/health')).rejects.toThrow(HubUnavailable);
    expect(asked).toHaveLength(11);
  });
});
