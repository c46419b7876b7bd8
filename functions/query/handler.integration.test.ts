import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type * as z from 'zod/mini';
import { createAppender } from '../../shared/event-store/append.ts';
import { receiveEvents } from '../../shared/event-store/receive.ts';
import { instant } from '../../shared/instant.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { satisfaction } from '../../shared/projections/satisfaction.ts';
import { compact } from '../../shared/row-store/compact.ts';
import { projectRequests } from '../../shared/row-store/project.ts';
import { putStatus } from '../../shared/row-store/status.ts';
import type { View } from '../../shared/row-store/view.ts';
import { describeWithEngine } from '../../test/engine.ts';
import {
  accepted,
  assigned,
  given,
  invited,
  resolved,
  sender,
  submitted,
  withdrawn,
} from '../../test/events.ts';
import { type Answer, ask, functionEnvironment } from '../../test/gateway.ts';
import { projectorOf } from '../../test/rows.ts';
import { createViews } from '../../test/views.ts';
import { processingTimesAnswer } from '../processing-times/answers.ts';
import { realSurroundings } from '../real-surroundings.ts';
import * as answers from './answers.ts';

const analyst = { scope: 'statistics:read', client_id: 'analyst' };
const times = '/v1/statistics/processing-times';
const scores = '/v1/statistics/satisfaction';

/** So long ago that changes, once folded into segments, are not read again. */
const earlier = { ...realSurroundings, now: () => instant(Date.now() - 3_600_000) };

const at = (text: string) => `2024-${text}:00+07:00`;
/** Four requests of two agencies: on time, late, open and withdrawn; across the turn of a month. */
const events = [
  submitted({ id: '1', subject: 'q1', time: at('01-15T08:00') }, { agency: 'H29.07', procedure: 'permit' }),
  accepted({ id: '2', subject: 'q1', time: at('01-15T09:00') }, { due: at('01-26T17:00') }),
  assigned({ id: '3', subject: 'q1', time: at('01-15T10:00') }, { unit: 'desk', official: 'official-12' }),
  resolved({ id: '4', subject: 'q1', time: at('01-20T08:00') }),
  invited({ id: '5', subject: 'q1', time: at('01-21T08:00') }),
  given({ id: '6', subject: 'q1', time: at('01-22T08:00') }, { comment: 'Thank you, Ms Lan', courtesy: 5 }),
  // 23:30 in January there, 1 February nowhere but in the east: the authority's zone decides.
  submitted({ id: '1', subject: 'q2', time: '2024-01-31T16:30:00Z' }, { agency: 'H29', channel: 'online' }),
  accepted({ id: '2', subject: 'q2', time: at('02-01T09:00') }, { due: at('02-05T17:00') }),
  resolved({ id: '3', subject: 'q2', time: at('02-10T08:00') }, { outcome: 'denied' }),
  invited({ id: '4', subject: 'q2', time: at('02-11T08:00') }),
  submitted({ id: '1', subject: 'q3', time: '2024-01-31T17:30:00Z' }, { agency: 'H30', channel: 'online' }),
  accepted({ id: '2', subject: 'q3', time: at('02-02T09:00') }, { due: at('02-20T17:00') }),
  submitted({ id: '1', subject: 'q4', time: at('02-03T09:00') }, { agency: 'H30', procedure: '=permit' }),
  withdrawn({ id: '2', subject: 'q4', time: at('02-04T09:00') }, { reason: 'I moved away' }),
  // Known by a resolution only.
  resolved({ id: '1', subject: 'unsubmitted', time: at('02-03T09:00') }),
  // Personal fields of every kind.
  submitted(
    { id: '1', subject: 'private:1~x', time: at('03-03T09:00') },
    {
      agency: 'H29',
      personal: { name: 'Nguyễn Văn A', phone: '0900' },
      location: { latitude: 16.4637, longitude: 107.5909 },
      applicant: { kind: 'citizen', reference: 'c-81' },
    },
  ),
];

describeWithEngine('the query function', (engine) => {
  /** What answers at a path, as the gateway routes it. */
  let handlerAt: (path: string) => unknown;
  let views: { times: View; scores: View };
  beforeAll(async () => {
    const log = await engine().createLog();
    const created = await createViews(engine());
    views = { times: created.viewOf(processingTimes), scores: created.viewOf(satisfaction) };
    const environment = {
      ...functionEnvironment(engine().endpoint),
      ...created.environment,
      EVENTS_TABLE: log.table,
      VIEW_TABLE: views.times.table,
      BUILD: 'test',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const query = await import('./handler.ts');
    const processingTimesFunction = await import('../processing-times/handler.ts');
    handlerAt = (path) => (path.startsWith(times) ? processingTimesFunction : query).handler;

    const receipts = await receiveEvents(
      createAppender(log, realSurroundings),
      events,
      sender,
      realSurroundings,
    );
    expect(receipts.every(({ status }) => status === 'appended')).toBe(true);
    const recordedAt = realSurroundings.now();
    const wakeUps = [...new Set(events.map(({ subject }) => subject))].map((request) => ({
      request,
      first: 1,
      version: 1,
      recordedAt,
    }));
    await projectRequests(projectorOf(processingTimes, log, views.times, earlier), wakeUps);
    await projectRequests(projectorOf(satisfaction, log, views.scores, earlier), wakeUps);
    await putStatus(views.times, recordedAt, realSurroundings.now());
  });

  const get = (path: string, query?: Record<string, string>, more: Parameters<typeof ask>[1] = {}) =>
    ask(handlerAt(path), { path, claims: analyst, ...(query && { query }), ...more });
  const read = async <S extends z.ZodMiniType>(schema: S, answer: Promise<Answer>): Promise<z.output<S>> => {
    const { statusCode, body, headers } = await answer;
    expect(body).not.toContain('"title"');
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    return schema.parse(JSON.parse(body));
  };
  const problem = async (answer: Promise<Answer>) => {
    const { statusCode, headers, body } = await answer;
    expect(headers['content-type']).toBe('application/problem+json');
    const document = answers.problemAnswer.parse(JSON.parse(body));
    expect(document.status).toBe(statusCode);
    return document;
  };

  describe.each(['from changes', 'from segments'])('statistics %s', (state) => {
    beforeAll(async () => {
      if (state !== 'from segments') return;
      await compact(views.times, processingTimes, realSurroundings.now);
      await compact(views.scores, satisfaction, realSurroundings.now);
    });

    test('processing times of everything', async () => {
      const answer = await read(processingTimesAnswer, get(times));
      expect(answer).toMatchObject({
        projection: { name: 'processing-times', version: processingTimes.version },
        definitions: { onTimeShare: 'on-time-share/1', duration: 'duration-elapsed/1' },
        filters: { cohort: 'received', clock: 'elapsed' },
        groupBy: [],
      });
      expect(Date.now() - Date.parse(answer.asOf)).toBeLessThan(60_000);
      expect(answer.projection.lagSeconds).toBeGreaterThanOrEqual(0);
      expect(answer.rows).toHaveLength(1);
      expect(answer.rows[0]).toMatchObject({
        group: {},
        received: 5,
        closed: 2,
        open: 2,
        withdrawn: 1,
        carriedOver: null,
        onTime: 1,
        late: 1,
        overdue: 1,
        duration: { n: 2, median: 120 },
      });
    });

    test('days are those of the authority, both ends included', async () => {
      const january = { from: '2024-01-31', to: '2024-01-31', 'group-by': 'month,agency' };
      const { rows } = await read(processingTimesAnswer, get(times, january));
      expect(rows.map(({ group, received }) => ({ ...group, received }))).toEqual([
        { month: '2024-01', agency: 'H29', received: 1 },
      ]);
      const february = { from: '2024-02-01', to: '2024-02-29' };
      const answer = await read(processingTimesAnswer, get(times, february));
      expect(answer.rows[0]).toMatchObject({ received: 2, carriedOver: 1 });
      expect(answer.filters).toMatchObject(february);
    });

    test('as of an instant only what had happened by then counts', async () => {
      const asOf = { 'as-of': '2024-02-03T12:00:00+07:00' };
      const { rows, asOf: said } = await read(processingTimesAnswer, get(times, asOf));
      expect(said).toBe('2024-02-03T05:00:00.000Z');
      expect(rows[0]).toMatchObject({ received: 4, closed: 1, open: 3, withdrawn: 0, overdue: 0 });
      // An unencoded plus arrives as a space.
      const spaced = { 'as-of': '2024-02-03T12:00:00 07:00' };
      expect((await read(processingTimesAnswer, get(times, spaced))).rows).toEqual(rows);
      const before = await read(processingTimesAnswer, get(times, { 'as-of': '2020-01-01T00:00:00Z' }));
      expect(before.rows[0]).toMatchObject({ received: 0, onTimeShare: { value: null, n: 0 } });
    });

    test('grouped, filtered, by the end', async () => {
      const grouped = await read(processingTimesAnswer, get(times, { 'group-by': 'channel, agency' }));
      expect(grouped.groupBy).toEqual(['channel', 'agency']);
      expect(grouped.rows.map(({ group, received }) => [group.channel, group.agency, received])).toEqual([
        ['counter', 'H29', 1],
        ['counter', 'H29.07', 1],
        ['counter', 'H30', 1],
        ['online', 'H29', 1],
        ['online', 'H30', 1],
      ]);
      const closed = { cohort: 'closed', from: '2024-02-01', to: '2024-02-29', channel: 'online' };
      expect((await read(processingTimesAnswer, get(times, closed))).rows[0]).toMatchObject({
        closed: 1,
      });
      const permits = { agency: 'H29', procedure: 'permit' };
      expect((await read(processingTimesAnswer, get(times, permits))).rows[0]).toMatchObject({
        received: 1,
      });
      const nothing = { procedure: 'no such', 'group-by': 'agency' };
      expect((await read(processingTimesAnswer, get(times, nothing))).rows).toEqual([]);
    });

    test('satisfaction, with its filters and factors', async () => {
      const answer = await read(answers.satisfactionAnswer, get(scores, { 'group-by': 'agency' }));
      expect(answer.projection.name).toBe('satisfaction');
      expect(
        answer.rows.map(({ group, offered, responded, mean }) => [group.agency, offered, responded, mean]),
      ).toEqual([
        ['H29', 1, 0, null],
        ['H29.07', 1, 1, 4],
      ]);
      const courtesy = await read(
        answers.satisfactionAnswer,
        get(scores, { factor: 'courtesy', survey: 'sipas' }),
      );
      expect(courtesy.rows[0]).toMatchObject({
        survey: 'sipas',
        surveyVersion: 1,
        scores: { 5: 1 },
        linear: 1,
      });
      expect(courtesy.filters).toMatchObject({ factor: 'courtesy', survey: 'sipas' });
      const none = await read(answers.satisfactionAnswer, get(scores, { survey: 'other' }));
      expect(none.rows[0]).toMatchObject({ survey: null, offered: 0, responseRate: null, mean: null });
    });

    test('CSV holds the same rows, and no cell that a spreadsheet would run', async () => {
      const query = { 'group-by': 'procedure,agency' };
      const json = await read(processingTimesAnswer, get(times, query));
      const answer = await get(times, query, { headers: { Accept: 'text/csv' } });
      expect(answer).toMatchObject({
        statusCode: 200,
        headers: { 'content-type': 'text/csv; charset=utf-8' },
      });
      const records = parse<Record<string, string>>(answer.body, { columns: true });
      expect(records.map((record) => Number(record['received']))).toEqual(
        json.rows.map(({ received }) => received),
      );
      expect(records.map((record) => record['group.agency'])).toEqual(
        json.rows.map(({ group }) => group.agency),
      );
      expect(records.map((record) => record['group.procedure'])).toContain("'=permit");
      expect(Object.keys(records[0] ?? {})).toContain('onTimeShare.low');
    });

    test('a token limited to an agency sees that agency and those under it', async () => {
      const limited = { claims: { ...analyst, agency: 'H29' } };
      const own = await read(processingTimesAnswer, get(times, undefined, limited));
      expect(own.rows[0]).toMatchObject({ received: 3 });
      const under = await read(processingTimesAnswer, get(times, { agency: 'H29.07' }, limited));
      expect(under.rows[0]).toMatchObject({ received: 1 });
      for (const agency of ['H30', 'H2', 'H290'])
        expect(await problem(get(times, { agency }, limited))).toMatchObject({ status: 403 });
    });

    test('the first and the last day there are', async () => {
      const all = (await read(processingTimesAnswer, get(times, { 'group-by': 'agency' }))).rows;
      for (const from of ['0001-01-01', '1000-01-01', '1970-01-01']) {
        const query = { from, to: '9999-12-31', 'group-by': 'agency' };
        const { rows } = await read(processingTimesAnswer, get(times, query));
        expect(
          rows.map(({ received }) => received),
          from,
        ).toEqual(all.map(({ received }) => received));
      }
      const late = { 'as-of': '9999-12-31T23:59:59Z' };
      const answer = await read(processingTimesAnswer, get(times, late));
      expect(answer.rows[0]).toMatchObject({ received: 5 });
      // Nobody knows what is still to come: it holds for now.
      expect(Date.parse(answer.asOf)).toBeLessThanOrEqual(Date.now());
    });
  });

  describe('refusals', () => {
    test.each<[string, Record<string, string>, string]>([
      [times, { form: '2024-01-01' }, 'form'],
      [times, { from: '2024-13-01' }, 'from'],
      [times, { from: '2024-02-30' }, 'from'],
      [times, { from: '2024-01-01T00:00:00Z' }, 'from'],
      [times, { to: '' }, 'to'],
      [times, { from: '2024-02-01', to: '2024-01-31' }, 'to'],
      [times, { cohort: 'all' }, 'cohort'],
      [times, { 'as-of': '2024-01-01' }, 'as-of'],
      [times, { 'as-of': 'now' }, 'as-of'],
      [times, { agency: '../x' }, 'agency'],
      [times, { channel: 'fax' }, 'channel'],
      [times, { clock: 'wall' }, 'clock'],
      [times, { grace: '2' }, 'grace'],
      [times, { grace: '2 d' }, 'grace'],
      [times, { 'group-by': 'fortnight' }, 'group-by'],
      [times, { 'group-by': '' }, 'group-by'],
      [times, { 'group-by': 'month,month' }, 'group-by'],
      [times, { factor: 'overall' }, 'factor'],
      [scores, { factor: 'speed' }, 'factor'],
      [scores, { clock: 'elapsed' }, 'clock'],
    ])('%s?%j is refused by the name of the parameter', async (path, query, field) => {
      const document = await problem(get(path, query));
      expect(document).toMatchObject({ status: 400, type: 'urn:motcua:problem:invalid-parameter' });
      expect(document.errors?.map((error) => error.field)).toContain(field);
    });

    test('several bad parameters are all named', async () => {
      const { errors } = await problem(get(times, { from: 'x', to: 'y', nonsense: '1' }));
      expect(errors?.map(({ field }) => field).sort()).toEqual(['from', 'nonsense', 'to']);
    });

    test('without a token 401, without the scope 403', async () => {
      for (const path of [times, scores])
        expect(await problem(ask(handlerAt(path), { path }))).toMatchObject({ status: 401 });
      const writer = { claims: { scope: 'events:write', client_id: 'desk' } };
      expect(await problem(get(times, undefined, writer))).toMatchObject({ status: 403 });
      expect(await problem(get(scores, undefined, writer))).toMatchObject({ status: 403 });
    });

    test.each(['/', '/v1', '/v1/statistics', '/v1/statistics/nothing', '/v1/requests', '/v2/catalogue'])(
      'there is nothing at %s',
      async (path) => {
        expect(await problem(get(path))).toMatchObject({ status: 404 });
      },
    );

    test('HEAD is GET without the body', async () => {
      expect(await get(times, undefined, { method: 'HEAD' })).toMatchObject({ statusCode: 200, body: '' });
      const missing = await get('/v1/nothing', undefined, { method: 'HEAD' });
      expect(missing).toMatchObject({ statusCode: 404, body: '' });
    });

    test('a media type that is not offered', async () => {
      const xml = { headers: { accept: 'application/xml' } };
      expect(await problem(get(times, undefined, xml))).toMatchObject({ status: 406 });
      for (const accept of ['*/*', 'application/*', 'text/html, application/json;q=0.9'])
        expect((await get(times, undefined, { headers: { accept } })).statusCode).toBe(200);
    });
  });

  test('every answer is closed to caches and sniffing', async () => {
    for (const answer of [await get(times), await get('/v1/nothing')])
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
  });
});
