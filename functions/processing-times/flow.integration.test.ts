import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { forwarded, reopened, resolved, submitted, withdrawn } from '../../test/events.ts';
import { ask } from '../../test/gateway.ts';
import { projectTimes } from '../../test/projected-times.ts';
import { problemAnswer } from '../query/answers.ts';
import { flowAnswer } from './flow-answers.ts';

const path = '/v1/statistics/processing-times/flow';
const analyst = { scope: 'statistics:read', client_id: 'analyst' };
const at = (text: string) => `2024-${text}:00+07:00`;

type Sent = ReturnType<typeof submitted>;
const from = (subject: string, time: string, agency: string): Sent =>
  submitted({ id: '1', subject, time: at(time) }, { agency, procedure: 'permit' });

const events: Sent[] = [
  // Open since before.
  from('f1', '01-20T08:00', 'H29'),
  resolved({ id: '2', subject: 'f1', time: at('02-10T08:00') }),
  // Closed, reopened, and withdrawn.
  from('f2', '02-01T08:00', 'H29'),
  resolved({ id: '2', subject: 'f2', time: at('02-02T08:00') }),
  reopened({ id: '3', subject: 'f2', time: at('02-05T08:00') }),
  withdrawn({ id: '4', subject: 'f2', time: at('03-01T08:00') }),
  // From one agency to one under it, and on to another.
  from('f3', '02-03T08:00', 'H29'),
  forwarded({ id: '2', subject: 'f3', time: at('02-20T08:00') }, { to: 'H29.07' }),
  forwarded({ id: '3', subject: 'f3', time: at('03-02T08:00') }, { to: 'H30' }),
  resolved({ id: '4', subject: 'f3', time: at('03-05T08:00') }),
  // Over before.
  from('f4', '01-02T08:00', 'H29'),
  resolved({ id: '2', subject: 'f4', time: at('01-03T08:00') }),
  // 23:30 on the last of February there, March nowhere but in the east.
  submitted({ id: '1', subject: 'f5', time: '2024-02-29T16:30:00Z' }, { agency: 'H31', channel: 'online' }),
];

describeWithEngine('the flow', (engine) => {
  let handler: unknown;
  let foldIn: () => Promise<void>;

  beforeAll(async () => {
    foldIn = await projectTimes(engine(), events);
    ({ handler } = await import('./handler.ts'));
  }, 120_000);

  const twoMonths = { from: '2024-02-01', to: '2024-03-31' };
  const get = (query: Record<string, string> = {}, more: Parameters<typeof ask>[1] = {}) =>
    ask(handler, { path, query: { ...twoMonths, ...query }, claims: analyst, ...more });
  const answerOf = async (...asked: Parameters<typeof get>): Promise<z.output<typeof flowAnswer>> => {
    const { statusCode, body } = await get(...asked);
    expect(statusCode, body).toBe(200);
    return flowAnswer.parse(JSON.parse(body));
  };
  /** Of each row: where, when, at the start, received, reopened, in, closed, other ends, out, at the end. */
  const rows = async (...asked: Parameters<typeof get>) =>
    (await answerOf(...asked)).rows.map((row) => [
      ...Object.values(row.group),
      row.period,
      row.backlogStart,
      row.received,
      row.reopened,
      row.transferredIn,
      row.closed,
      row.otherEnds,
      row.transferredOut,
      row.backlogEnd,
    ]);

  describe.each(['from changes', 'from segments'])('%s', (state) => {
    beforeAll(async () => {
      if (state === 'from segments') await foldIn();
    });

    test('of the authority: what goes from one agency to another neither comes nor goes', async () => {
      expect(await answerOf()).toMatchObject({
        projection: { name: 'processing-times', version: processingTimes.version },
        definitions: { backlog: 'backlog/1', chart: 'xmr/1', littlesLaw: 'littles-law/1' },
        filters: { ...twoMonths, by: 'month', chart: 'closed' },
        groupBy: [],
      });
      expect(await rows()).toEqual([
        ['2024-02', 1, 3, 1, 0, 2, 0, 0, 3],
        ['2024-03', 3, 0, 0, 0, 1, 1, 0, 1],
      ]);
    });

    test('of an agency and those under it, together', async () => {
      expect(await rows({ agency: 'H29' })).toEqual([
        ['2024-02', 1, 2, 1, 0, 2, 0, 0, 2],
        ['2024-03', 2, 0, 0, 0, 0, 1, 1, 0],
      ]);
    });

    test('agency by agency', async () => {
      expect(await rows({ 'group-by': 'agency' })).toEqual([
        ['H29', '2024-02', 1, 2, 1, 0, 2, 0, 1, 1],
        ['H29', '2024-03', 1, 0, 0, 0, 0, 1, 0, 0],
        ['H29.07', '2024-02', 0, 0, 0, 1, 0, 0, 0, 1],
        ['H29.07', '2024-03', 1, 0, 0, 0, 0, 0, 1, 0],
        ['H30', '2024-02', 0, 0, 0, 0, 0, 0, 0, 0],
        ['H30', '2024-03', 0, 0, 0, 1, 1, 0, 0, 0],
        ['H31', '2024-02', 0, 1, 0, 0, 0, 0, 0, 1],
        ['H31', '2024-03', 1, 0, 0, 0, 0, 0, 0, 1],
      ]);
    });

    test('of a channel, week by week, as of an instant', async () => {
      const asked = { channel: 'online', by: 'week', from: '2024-02-21', 'as-of': at('03-06T12:00') };
      const answer = await answerOf(asked);
      expect(answer.asOf).toBe('2024-03-06T05:00:00.000Z');
      expect(
        answer.rows.map(({ period, from, to, partial, backlogEnd }) => [
          period,
          from,
          to,
          partial,
          backlogEnd,
        ]),
      ).toEqual([
        ['2024-W08', '2024-02-21', '2024-02-25', true, 0],
        ['2024-W09', '2024-02-26', '2024-03-03', false, 1],
        ['2024-W10', '2024-03-04', '2024-03-06', true, 1],
      ]);
      expect(answer.groups).toMatchObject([
        { chart: { n: 1, leftOut: [{ period: '2024-W08', because: 'partial' }, { period: '2024-W10' }] } },
      ]);
    });

    test('yesterday’s as-of gives yesterday’s answer', async () => {
      expect(await rows({ 'as-of': at('02-03T12:00') })).toEqual([['2024-02', 1, 2, 0, 0, 1, 0, 0, 2]]);
      expect(await rows({ 'as-of': at('01-31T12:00') })).toEqual([]);
    });

    test('a chart of a measure, with limits from six values on', async () => {
      const daily = { by: 'day', to: '2024-02-29', chart: 'backlog' };
      const { groups } = await answerOf(daily);
      expect(groups).toMatchObject([{ group: {}, chart: { measure: 'backlog', unit: 'requests', n: 29 } }]);
      expect(groups[0]?.chart.low).not.toBeNull();
      const medians = (await answerOf({ chart: 'median' })).groups[0]?.chart;
      // f1 took 21 days and f2 one; f3 took 31.
      expect(medians).toMatchObject({
        unit: 'h',
        low: null,
        values: [
          { period: '2024-02', value: 24 },
          { period: '2024-03', value: 31 * 24 },
        ],
      });
    });

    test('Little’s law over the whole time', async () => {
      // H30 had one for three days of sixty; nothing was open before or after.
      const { groups } = await answerOf({ agency: 'H30' });
      expect(groups[0]?.littlesLaw).toEqual({
        days: 60,
        meanOpen: 3 / 60,
        arrivals: 1,
        arrivalsPerDay: 1 / 60,
        timeInSystem: { unit: 'h', n: 1, mean: 72 },
        expectedOpen: expect.closeTo(3 / 60, 12),
        ratio: expect.closeTo(1, 12),
        openAtStart: 0,
        openAtEnd: 0,
      });
    });

    test('of nothing: every period, with nothing in it, and no limits', async () => {
      const answer = await answerOf({ procedure: 'unheard-of' });
      expect(await rows({ procedure: 'unheard-of' })).toEqual([
        ['2024-02', 0, 0, 0, 0, 0, 0, 0, 0],
        ['2024-03', 0, 0, 0, 0, 0, 0, 0, 0],
      ]);
      expect(answer.groups[0]?.littlesLaw).toMatchObject({ meanOpen: 0, expectedOpen: null, ratio: null });
      expect(await rows({ procedure: 'unheard-of', 'group-by': 'agency' })).toEqual([]);
    });
  });

  test('as CSV: the rows', async () => {
    const { headers, body } = await get({ 'group-by': 'agency' }, { headers: { accept: 'text/csv' } });
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines: Record<string, string>[] = parse(body, { columns: true });
    expect(lines).toHaveLength(8);
    expect(lines[0]).toMatchObject({ 'group.agency': 'H29', period: '2024-02', backlogEnd: '1' });
  });

  test('a limited token sees its agency and those under it, by default too', async () => {
    const claims = { ...analyst, agency: 'H29.07' };
    expect(await rows({}, { claims })).toEqual([
      ['2024-02', 0, 0, 0, 1, 0, 0, 0, 1],
      ['2024-03', 1, 0, 0, 0, 0, 0, 1, 0],
    ]);
    expect((await get({ agency: 'H30' }, { claims })).statusCode).toBe(403);
    expect((await get({}, { claims: { scope: 'events:write', client_id: 'desk' } })).statusCode).toBe(403);
  });

  test.each<[Record<string, string>, string]>([
    [{ to: '2024-01-31' }, 'to'],
    [{ from: '2001-01-01' }, 'to'],
    [{ by: 'hour' }, 'by'],
    [{ chart: 'mean' }, 'chart'],
    [{ 'group-by': 'month' }, 'group-by'],
    [{ cohort: 'closed' }, 'cohort'],
    [{ from: '2016-01-01', by: 'day', 'group-by': 'agency' }, 'group-by'],
  ])('%j is refused', async (query, field) => {
    const { statusCode, body } = await get(query);
    expect(statusCode).toBe(400);
    expect(problemAnswer.parse(JSON.parse(body)).errors?.[0]?.field).toBe(field);
  });

  test.each(['from', 'to'])('without %s it is refused', async (name) => {
    const query = Object.fromEntries(Object.entries(twoMonths).filter(([each]) => each !== name));
    const { statusCode, body } = await ask(handler, { path, query, claims: analyst });
    expect(statusCode).toBe(400);
    expect(problemAnswer.parse(JSON.parse(body)).errors?.[0]?.field).toBe(name);
  });
});
