import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test, vi } from 'vitest';
import { type EventLog, loadStream } from '../../shared/event-store/event-log.ts';
import { loadHead } from '../../shared/event-store/load-snapshot.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { rowOf } from '../../shared/projections/projection.ts';
import { fold } from '../../shared/request/fold.ts';
import { statusOf } from '../../shared/request/state.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { assigned, eventJson, submitted } from '../../test/events.ts';
import { ask, functionEnvironment } from '../../test/gateway.ts';
import { registerAll } from '../../test/registering.ts';
import { zone } from '../../test/rows.ts';

vi.mock('../../events/upcasters.ts', () => import('../../test/former-versions.ts'));
vi.mock('../../events/former-types.ts', () => import('../../test/former-versions.ts'));

const at = '2026-11-01T08:00:00+07:00';
const later = '2026-11-02T08:00:00+07:00';
const closed = (subject: string, result: string) =>
  eventJson('motcua.request.closed.v1', { id: 'c', subject, time: later }, { result });
const opened = (subject: string) => submitted({ id: 'o', subject, time: at });

describeWithEngine('events of a former version', (engine) => {
  let log: EventLog;
  let handler: unknown;
  beforeAll(async () => {
    log = await engine().createLog();
    const environment = { ...functionEnvironment(engine().endpoint), EVENTS_TABLE: log.table };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    ({ handler } = await import('./handler.ts'));
    await registerAll(log, 'sources', [{ client: 'desk', sources: ['*'] }]);
  });

  const post = async (...events: readonly object[]) => {
    const { body } = await ask(handler, {
      method: 'POST',
      path: '/v1/events',
      claims: { scope: 'events:write', client_id: 'desk' },
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events),
    });
    const { results } = JSON.parse(body) as {
      results: { status: string; version?: number; problem?: { type: string } }[];
    };
    return results.map(
      ({ status, version, problem }) => `${status} ${version ?? problem?.type.split(':').at(-1)}`,
    );
  };

  /** What the table holds of a request, as text. */
  const stored = async (request: string): Promise<unknown[]> => {
    const { Items = [] } = await engine().client.send(
      new QueryCommand({
        TableName: log.table,
        KeyConditionExpression: '#request = :request',
        ExpressionAttributeNames: { '#request': 'request' },
        ExpressionAttributeValues: { ':request': { S: request } },
      }),
    );
    return Items.flatMap(({ events }) => JSON.parse(events?.S ?? '[]') as unknown[]);
  };

  const expectResolved = async (request: string): Promise<void> => {
    const stream = await loadStream(log, request, { consistent: true });
    expect(stream.events.at(-1)?.event).toMatchObject({
      type: 'motcua.request.resolved.v1',
      data: { outcome: 'granted' },
    });
    expect(statusOf(fold(stream))).toBe('resolved');
    const { snapshot } = await loadHead(log, request, { consistent: true });
    expect(rowOf(processingTimes, snapshot, zone)?.lines).toMatchObject([{ outcome: 'granted' }]);
  };

  test('is taken, stored as it was sent, and read as one of today', async () => {
    expect(await post(opened('a'), closed('a', 'yes'))).toEqual(['appended 1', 'appended 2']);
    expect(await stored('a')).toEqual([opened('a'), closed('a', 'yes')]);
    await expectResolved('a');
  });

  test('again it is a duplicate, in the old format and in the new one; another content is refused', async () => {
    await post(opened('b'), closed('b', 'yes'));
    const asToday = (outcome: string) =>
      eventJson('motcua.request.resolved.v1', { id: 'c', subject: 'b', time: later }, { outcome });
    expect(await post(closed('b', 'yes'))).toEqual(['duplicate 2']);
    expect(await post(asToday('granted'))).toEqual(['duplicate 2']);
    expect(await post(closed('b', 'no'))).toEqual(['rejected different-content']);
    expect(await post(asToday('denied'))).toEqual(['rejected different-content']);
    expect(await post(closed('b', 'maybe'))).toEqual(['rejected invalid-event']);
    expect(await stored('b')).toHaveLength(2);
  });

  test('so it is where it was written before it had a successor', async () => {
    const item = (first: number, event: object) => ({
      request: { S: 'old' },
      version: { N: String(first) },
      last: { N: String(first) },
      at: { S: '2026-11-03T00:00:00.000Z' },
      by: { S: 'desk' },
      events: { S: JSON.stringify([event]) },
    });
    for (const Item of [item(1, opened('old')), item(2, closed('old', 'yes'))])
      await engine().client.send(new PutItemCommand({ TableName: log.table, Item }));
    await expectResolved('old');
    expect(await post(closed('old', 'yes'))).toEqual(['duplicate 2']);
    expect(await post(closed('old', 'no'))).toEqual(['rejected different-content']);
    const more = assigned({ id: 'n', subject: 'old', time: at });
    expect(await post(more, closed('old', 'yes'))).toEqual(['appended 3', 'duplicate 2']);
    expect((await stored('old'))[1]).toEqual(closed('old', 'yes'));
  });
});
