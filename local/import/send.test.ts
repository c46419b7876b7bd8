import { afterEach, describe, expect, test } from 'vitest';
import { problemText } from '../client/client.ts';
import { type Fault, refuse, startFakeHub } from './fake-hub.ts';
import type { OutgoingEvent } from './row-events.ts';
import { createSend } from './send.ts';

type Hub = Awaited<ReturnType<typeof startFakeHub>>;
let hub: Hub;
afterEach(() => hub.stop());

const events = [1, 2].map(
  (number): OutgoingEvent => ({
    specversion: '1.0',
    type: 'motcua.request.resolved.v1',
    source: 'urn:test',
    id: `${number}`,
    subject: `r-${number}`,
    time: '2024-01-01T00:00:00Z',
    data: { outcome: 'done' },
  }),
);

/** Sends to a hub that fails as told; `waits` are the pauses that were made, in milliseconds. */
const against = async (fault: Fault, random = () => 0.5) => {
  hub = await startFakeHub(fault);
  const waits: number[] = [];
  const sleep = async (ms: number) => waits.push(ms);
  return { waits, send: createSend({ apiUrl: `${hub.apiUrl}/`, token: 'secret', random, sleep }) };
};

const answerWith =
  (body: unknown): Fault =>
  (_call, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    return true;
  };

describe('sending a batch', () => {
  test('gives the answers in order, and sending again is harmless', async () => {
    const { send, waits } = await against(() => false);
    await expect(send(events)).resolves.toMatchObject([{ status: 'appended' }, { status: 'appended' }]);
    await expect(send(events)).resolves.toMatchObject([{ status: 'duplicate' }, { status: 'duplicate' }]);
    expect(waits).toEqual([]);
    expect(hub.seen.headers).toMatchObject({
      'content-type': 'application/cloudevents-batch+json',
      authorization: 'Bearer secret',
    });
  });

  test.each([429, 500, 502, 503, 504])('tries again after %d, waiting longer each time', async (status) => {
    const { send, waits } = await against((call, response) => call <= 3 && refuse(response, status));
    await expect(send(events)).resolves.toHaveLength(2);
    expect(waits).toEqual([250, 500, 1000]);
  });

  test('tries again after a broken connection', async () => {
    const { send, waits } = await against((call, response) => call === 1 && response.destroy() !== undefined);
    await expect(send(events)).resolves.toHaveLength(2);
    expect(waits).toHaveLength(1);
  });

  test('an answer lost after the events were stored gives duplicates', async () => {
    const { send } = await against((call, response, sent) => {
      if (call > 1) return false;
      for (const event of sent) hub.stored.set(`${event.source} ${event.id}`, event);
      response.destroy();
      return true;
    });
    await expect(send(events)).resolves.toMatchObject([{ status: 'duplicate' }, { status: 'duplicate' }]);
  });

  test('waits as long as Retry-After says, in seconds or as a date, but not for ever', async () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    const said = ['7', inAMinute, '999999999999', 'soon'];
    const { send, waits } = await against(
      (call, response) => call <= said.length && refuse(response, 503, said[call - 1]),
      () => 0,
    );
    await send(events);
    expect(waits[0]).toBe(7_000);
    expect(waits[1]).toBeGreaterThan(50_000);
    expect(waits[1]).toBeLessThanOrEqual(60_000);
    expect(waits.slice(2)).toEqual([300_000, 0]);
  });

  test.each([400, 401, 403, 413])('does not try again after %d', async (status) => {
    const { send } = await against((_call, response) => refuse(response, status));
    await expect(send(events)).rejects.toThrow(
      `the hub refused the call with ${status}: Refused: on purpose`,
    );
    expect(hub.seen.calls).toBe(1);
  });

  test('gives up on a batch after some tries', async () => {
    const { send, waits } = await against((_call, response) => refuse(response, 503));
    await expect(send(events)).rejects.toThrow('the hub answered 503, after 8 tries');
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000]);
  });

  test('has a budget for retries over all batches, which answers fill up again', async () => {
    let down = true;
    const { send } = await against((_call, response) => down && refuse(response, 503));
    for (let batch = 0; batch < 5; batch += 1) await expect(send(events)).rejects.toThrow('after 8 tries');
    // 35 of 40 retries are spent.
    await expect(send(events)).rejects.toThrow('after 6 tries');
    await expect(send(events)).rejects.toThrow('after 1 try');
    down = false;
    await send(events);
    down = true;
    await expect(send(events)).rejects.toThrow('after 2 tries');
  });

  test.each([
    ['too few answers', { results: [{ status: 'appended' }] }, 'the hub answered 1 of 2 events'],
    ['something else', { hello: 'world' }, 'the hub gave an answer that is not one to a batch of events'],
  ])('does not take %s for an answer', async (_name, body, message) => {
    const { send } = await against(answerWith(body));
    await expect(send(events)).rejects.toThrow(message);
  });

  test('does not take a page for an answer', async () => {
    const { send } = await against((_call, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
      return true;
    });
    await expect(send(events)).rejects.toThrow('the hub gave an answer that is not one to a batch of events');
  });

  test('says what cannot be reached', async () => {
    const { send } = await against(() => false);
    await hub.stop();
    await expect(send(events)).rejects.toThrow(/v1\/events cannot be reached: .*ECONNREFUSED/);
  });
});

test.each([
  [{ title: 'Forbidden', detail: 'not your agency' }, 'Forbidden: not your agency'],
  [{ title: 'Invalid', errors: [{ field: 'id', detail: 'is missing' }] }, 'Invalid: id is missing'],
  [{ detail: 'id: is missing', errors: [{ field: 'id', detail: 'is missing' }] }, 'id: is missing'],
  [{}, ''],
])('a problem in one line: %j', (problem, expected) => {
  expect(problemText(problem)).toBe(expected);
});
