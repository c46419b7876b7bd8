import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type * as z from 'zod/mini';
import { createAppender } from '../../shared/event-store/append.ts';
import type { EventLog } from '../../shared/event-store/event-log.ts';
import { receiveEvents } from '../../shared/event-store/receive.ts';
import { instant } from '../../shared/instant.ts';
import { dataQuality } from '../../shared/projections/data-quality.ts';
import { meaningOf } from '../../shared/request/anomalies.ts';
import { compact } from '../../shared/row-store/compact.ts';
import { type Projector, projectRequests } from '../../shared/row-store/project.ts';
import type { View } from '../../shared/row-store/view.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, given, invited, resolved, sender, submitted } from '../../test/events.ts';
import { ask, functionEnvironment } from '../../test/gateway.ts';
import { projectorOf } from '../../test/rows.ts';
import { createViews } from '../../test/views.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { problemAnswer } from './answers.ts';
import { dataQualityAnswer } from './data-quality-answers.ts';

const path = '/v1/statistics/data-quality';
const at = (text: string) => `2024-${text}:00+07:00`;
const survey = 'https://survey.example/answers';

/** So long ago that changes, once folded into segments, are not read again. */
const earlier = { ...realSurroundings, now: () => instant(Date.now() - 3_600_000) };

type Sent = ReturnType<typeof submitted>;

/** Odd facts of three agencies, one of them known by its reporter only; `fine` is as it should be. */
const events: Sent[] = [
  submitted({ id: '1', subject: 'odd-1', time: at('01-15T08:00') }, { agency: 'H29' }),
  given({ id: '2', subject: 'odd-1', time: at('01-31T23:30'), source: survey }),
  submitted(
    { id: '1', subject: 'odd-2', time: at('01-20T08:00') },
    { agency: 'H29.07', procedure: 'permit' },
  ),
  resolved({ id: '2', subject: 'odd-2', time: at('01-25T08:00') }),
  resolved({ id: '3', subject: 'odd-2', time: at('02-01T00:30') }, { outcome: 'denied' }),
  // Ended before it was submitted.
  resolved({ id: '1', subject: 'odd-3', time: at('02-02T08:00') }),
  submitted({ id: '2', subject: 'odd-3', time: at('02-03T08:00') }, { agency: 'H30', channel: 'online' }),
  // Never submitted, and nobody knows to whom it belongs.
  accepted({ id: '1', subject: 'odd-4', time: at('02-05T08:00') }),
  submitted({ id: '1', subject: 'fine', time: at('02-03T08:00') }, { agency: 'H29' }),
  accepted({ id: '2', subject: 'fine', time: at('02-03T09:00') }),
  resolved({ id: '3', subject: 'fine', time: at('02-04T08:00') }),
  invited({ id: '4', subject: 'fine', time: at('02-05T08:00') }),
  given({ id: '5', subject: 'fine', time: at('02-06T08:00'), source: survey }),
];

describeWithEngine('the statistic of data quality', (engine) => {
  let handler: unknown;
  let view: View;
  let log: EventLog;
  let projector: Projector<typeof dataQuality.schema>;

  const send = async (sent: readonly Sent[], by = sender): Promise<void> => {
    const receipts = await receiveEvents(createAppender(log, realSurroundings), sent, by, realSurroundings);
    expect(receipts.every(({ status }) => status === 'appended')).toBe(true);
  };
  const project = (requests: readonly string[], version = 1) =>
    projectRequests(
      projector,
      requests.map((request) => ({
        request,
        first: version,
        version,
        recordedAt: realSurroundings.now(),
      })),
    );

  beforeAll(async () => {
    log = await engine().createLog();
    const views = await createViews(engine());
    view = views.viewOf(dataQuality);
    projector = projectorOf(dataQuality, log, view, earlier);
    const environment = {
      ...functionEnvironment(engine().endpoint),
      ...views.environment,
      EVENTS_TABLE: log.table,
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    ({ handler } = await import('./handler.ts'));
    await send(events);
    await project(['odd-1', 'odd-2', 'odd-3', 'odd-4']);
  });

  const get = (query: Record<string, string> = {}, more: Parameters<typeof ask>[1] = {}) =>
    ask(handler, { path, query, claims: { scope: 'statistics:read', client_id: 'analyst' }, ...more });
  const answerOf = async (...asked: Parameters<typeof get>): Promise<z.output<typeof dataQualityAnswer>> => {
    const { statusCode, body } = await get(...asked);
    expect(statusCode, body).toBe(200);
    return dataQualityAnswer.parse(JSON.parse(body));
  };
  const counts = async (...asked: Parameters<typeof get>) =>
    (await answerOf(...asked)).rows.map(({ group, anomalies, requests }) => [
      ...Object.values(group),
      anomalies,
      requests,
    ]);

  test('a request without anomalies costs no write', async () => {
    engine().counter.reset();
    expect(await project(['fine'])).toEqual(new Map([['fine', 'nothing']]));
    expect(engine().counter.counted().writeUnits).toBe(0);
  });

  describe.each(['from changes', 'from segments', 'from segments packed twice'])('%s', (state) => {
    beforeAll(async () => {
      if (state !== 'from changes') await compact(view, dataQuality, realSurroundings.now);
    });

    test('everything, with what it means', async () => {
      const answer = await answerOf();
      expect(answer).toMatchObject({
        projection: { name: 'data-quality', version: dataQuality.version },
        definitions: { anomalies: 'anomalies/1', requests: 'requests-with-anomalies/1' },
        groupBy: [],
      });
      expect(answer.rows).toMatchObject([{ group: {}, anomalies: 4, requests: 4 }]);
      expect(answer.rows[0]).not.toHaveProperty('meaning');
    });

    test('by rule, with its meaning and links to the requests', async () => {
      const { rows } = await answerOf({ 'group-by': 'rule', agency: 'H29' });
      expect(rows).toEqual([
        {
          group: { rule: 'ended-twice' },
          anomalies: 1,
          requests: 1,
          examples: [{ request: 'odd-2', link: '/v1/requests/odd-2' }],
          meaning: meaningOf('ended-twice'),
        },
        {
          group: { rule: 'feedback-without-invitation' },
          anomalies: 1,
          requests: 1,
          examples: [{ request: 'odd-1', link: '/v1/requests/odd-1' }],
          meaning: meaningOf('feedback-without-invitation'),
        },
      ]);
    });

    test('by agency, source, month, procedure and channel', async () => {
      expect(await counts({ 'group-by': 'agency' })).toEqual([
        ['H29', 1, 1],
        ['H29.07', 1, 1],
        ['H30', 1, 1],
        [null, 1, 1],
      ]);
      expect(await counts({ 'group-by': 'source' })).toEqual([
        ['https://agency.example/desk', 3, 3],
        [survey, 1, 1],
      ]);
      expect(await counts({ 'group-by': 'month' })).toEqual([
        ['2024-01', 1, 1],
        ['2024-02', 3, 3],
      ]);
      expect(await counts({ 'group-by': 'procedure,channel', agency: 'H30' })).toEqual([
        ['1.004222', 'online', 1, 1],
      ]);
    });

    test('filters: days of the authority, source, rule, procedure, channel, as of', async () => {
      expect(await counts({ from: '2024-01-31', to: '2024-01-31' })).toEqual([[1, 1]]);
      expect(await counts({ from: '2024-02-01' })).toEqual([[3, 3]]);
      expect(await counts({ to: '2024-02-01' })).toEqual([[2, 2]]);
      expect(await counts({ source: survey })).toEqual([[1, 1]]);
      expect(await counts({ rule: 'ended-twice' })).toEqual([[1, 1]]);
      expect(await counts({ procedure: 'permit' })).toEqual([[1, 1]]);
      expect(await counts({ channel: 'online' })).toEqual([[1, 1]]);
      expect(await counts({ 'as-of': '2024-02-01T00:00:00+07:00' })).toEqual([[1, 1]]);
    });

    test('a token limited to an agency sees it and what is under it, and no request of an unknown agency', async () => {
      const limited = { claims: { scope: 'statistics:read', client_id: 'analyst', agency: 'H29' } };
      expect(await counts({ 'group-by': 'agency' }, limited)).toEqual([
        ['H29', 1, 1],
        ['H29.07', 1, 1],
      ]);
      expect(await counts({ agency: 'H29.07' }, limited)).toEqual([[1, 1]]);
      for (const agency of ['H30', 'H2']) {
        const { statusCode, body } = await get({ agency }, limited);
        expect(problemAnswer.parse(JSON.parse(body))).toMatchObject({ status: 403 });
        expect(statusCode).toBe(403);
      }
    });

    test('CSV holds the same rows', async () => {
      const { body, headers } = await get({ 'group-by': 'rule' }, { headers: { Accept: 'text/csv' } });
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      const records = parse<Record<string, string>>(body, { columns: true });
      const { rows } = await answerOf({ 'group-by': 'rule' });
      expect(
        records.map((record) => [
          record['group.rule'],
          Number(record['anomalies']),
          JSON.parse(record['examples'] ?? ''),
          record['meaning'],
        ]),
      ).toEqual(
        rows.map(({ group, anomalies, examples, meaning }) => [group.rule, anomalies, examples, meaning]),
      );
    });
  });

  test.each<[Record<string, string>, string]>([
    [{ rule: 'too-odd' }, 'rule'],
    [{ source: '' }, 'source'],
    [{ cohort: 'received' }, 'cohort'],
    [{ 'group-by': 'day' }, 'group-by'],
    [{ 'group-by': 'rule,rule' }, 'group-by'],
    [{ from: '2024-02-02', to: '2024-02-01' }, 'to'],
  ])('%j is refused by the name of the parameter', async (query, field) => {
    const { statusCode, body } = await get(query);
    expect(statusCode).toBe(400);
    expect(problemAnswer.parse(JSON.parse(body)).errors?.map((error) => error.field)).toContain(field);
  });

  test('who sends for an agency sees what is odd about its own, and who sends for all does not', async () => {
    const desk = { claims: { scope: 'events:write', client_id: 'desk', agency: 'H29' } };
    expect(await counts({ 'group-by': 'agency' }, desk)).toEqual([
      ['H29', 1, 1],
      ['H29.07', 1, 1],
    ]);
    expect((await get({ agency: 'H30' }, desk)).statusCode).toBe(403);
    // What is odd, and no other statistic.
    expect((await get({}, { ...desk, path: '/v1/statistics/satisfaction' })).statusCode).toBe(403);
  });

  test('without a token 401, without the scope 403', async () => {
    expect((await ask(handler, { path })).statusCode).toBe(401);
    const claims = { scope: 'events:write', client_id: 'desk' };
    expect((await get({}, { claims })).statusCode).toBe(403);
  });

  test('what an earlier event explains is odd no longer, before and after the changes are folded in', async () => {
    const forgotten = { client: 'desk', agency: 'H31' };
    const reported = accepted({ id: '1', subject: 'late', time: at('03-05T08:00') });
    await send([reported], forgotten);
    await project(['late']);
    const march = { from: '2024-03-01', 'group-by': 'agency' };
    expect(await counts(march)).toEqual([['H31', 1, 1]]);
    await send([submitted({ id: '2', subject: 'late', time: at('03-01T08:00') }, { agency: 'H29' })]);
    await project(['late'], 2);
    const after = await answerOf({ ...march, 'group-by': 'rule' });
    expect(after.rows.map(({ group }) => group.rule)).not.toContain('before-submission');
    await compact(view, dataQuality, realSurroundings.now);
    expect((await answerOf({ ...march, 'group-by': 'rule' })).rows).toEqual(after.rows);
  });
});
