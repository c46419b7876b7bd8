import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, resolved, submitted } from '../../test/events.ts';
import { ask } from '../../test/gateway.ts';
import { projectTimes } from '../../test/projected-times.ts';
import { problemAnswer } from '../query/answers.ts';
import { comparisonAnswer } from './comparison-answers.ts';

const path = '/v1/statistics/processing-times/comparison';
const analyst = { scope: 'statistics:read', client_id: 'analyst' };

/** Received at eight on the tenth of a month, due ten days later, and ended on a day of the month after unless it is open. */
const request = (agency: string, month: string, n: number, ended?: string) => {
  const subject = `${agency}-${month}-${n}`;
  return [
    submitted({ id: '1', subject, time: `${month}-10T08:00:00+07:00` }, { agency, procedure: 'permit' }),
    accepted({ id: '2', subject, time: `${month}-10T09:00:00+07:00` }, { due: `${month}-20T08:00:00+07:00` }),
    ...(ended === undefined ? [] : [resolved({ id: '3', subject, time: `${ended}T08:00:00+07:00` })]),
  ];
};
const some = (agency: string, month: string, count: number, from: number, ended?: string) =>
  Array.from({ length: count }, (_, n) => request(agency, month, from + n, ended)).flat();

const events = [
  // In January one of twenty on time; in March all but one.
  ...some('H29', '2024-01', 1, 0, '2024-01-15'),
  ...some('H29', '2024-01', 18, 1, '2024-01-25'),
  ...some('H29', '2024-01', 1, 19, '2024-01-31'),
  ...some('H29', '2024-03', 19, 0, '2024-03-15'),
  ...some('H29', '2024-03', 1, 19, '2024-03-28'),
  // A day after the end of January, that they would end in February was not known.
  ...some('H30', '2024-01', 3, 0, '2024-02-20'),
  ...some('H30', '2024-03', 3, 0),
];

describeWithEngine('two periods compared', (engine) => {
  let handler: unknown;
  let foldIn: () => Promise<void>;

  beforeAll(async () => {
    foldIn = await projectTimes(engine(), events);
    ({ handler } = await import('./handler.ts'));
  }, 120_000);

  const months = { from: '2024-03-01', to: '2024-03-31', 'than-from': '2024-01-01', 'than-to': '2024-01-31' };
  const get = (query: Record<string, string> = {}, more: Parameters<typeof ask>[1] = {}) =>
    ask(handler, { path, query: { ...months, ...query }, claims: analyst, ...more });
  const answerOf = async (...asked: Parameters<typeof get>): Promise<z.output<typeof comparisonAnswer>> => {
    const { statusCode, body } = await get(...asked);
    expect(statusCode, body).toBe(200);
    return comparisonAnswer.parse(JSON.parse(body));
  };

  describe.each(['from changes', 'from segments'])('%s', (state) => {
    beforeAll(async () => {
      if (state === 'from segments') await foldIn();
    });

    test('agency by agency, each period followed as long after its end', async () => {
      const answer = await answerOf({ 'as-of': '2024-04-02T00:00:00+07:00', 'group-by': 'agency' });
      expect(answer).toMatchObject({
        asOf: '2024-04-01T17:00:00.000Z',
        projection: { name: 'processing-times', version: processingTimes.version },
        definitions: { onTimeShareDifference: 'share-difference-newcombe/1' },
        filters: months,
        groupBy: ['agency'],
        periods: {
          now: { from: '2024-03-01', to: '2024-03-31', asOf: '2024-04-01T17:00:00.000Z' },
          before: { from: '2024-01-01', to: '2024-01-31', asOf: '2024-02-01T17:00:00.000Z' },
        },
      });
      expect(answer.rows).toMatchObject([
        {
          group: { agency: 'H29' },
          now: { received: 20, closed: 20, onTimeShare: { value: 0.95 }, median: { value: 120 } },
          before: { received: 20, closed: 20, onTimeShare: { value: 0.05 }, median: { value: 360 } },
          differences: {
            onTimeShare: { value: expect.closeTo(0.9, 12), verdict: 'higher' },
            median: { unit: 'h', value: -240, verdict: 'lower' },
          },
        },
        {
          group: { agency: 'H30' },
          now: { received: 3, closed: 0, open: 3, onTimeShare: { value: null, n: 0 } },
          before: { received: 3, closed: 0, open: 3, median: { value: null, n: 3, censored: 3 } },
          differences: {
            onTimeShare: { value: null, low: null, high: null, verdict: 'undecidable' },
            median: { value: null, verdict: 'undecidable' },
          },
        },
      ]);
    });

    test('in the hours worked', async () => {
      const answer = await answerOf({ clock: 'working', agency: 'H29' });
      expect(answer.definitions['duration']).toBe('duration-working/1');
      // Accepted on Sunday 10 March, and at nine on Wednesday 10 January.
      expect(answer.rows).toMatchObject([
        { now: { median: { value: 32 } }, before: { median: { value: 87 } } },
      ]);
    });

    test('the other way round, and of all together', async () => {
      const turned = {
        from: months['than-from'],
        to: months['than-to'],
        'than-from': months.from,
        'than-to': months.to,
      };
      const { periods, rows } = await answerOf({ ...turned, 'as-of': '2024-04-02T00:00:00+07:00' });
      expect(periods.now.asOf).toBe('2024-02-01T17:00:00.000Z');
      expect(rows).toMatchObject([
        { group: {}, now: { received: 23 }, differences: { onTimeShare: { verdict: 'lower' } } },
      ]);
    });

    test('of nothing: one row that says nothing', async () => {
      expect((await answerOf({ procedure: 'unheard-of' })).rows).toMatchObject([
        {
          now: { received: 0, onTimeShare: { value: null, n: 0 }, median: { value: null, n: 0 } },
          differences: { onTimeShare: { verdict: 'undecidable' }, median: { verdict: 'undecidable' } },
        },
      ]);
    });
  });

  test('as CSV', async () => {
    const { body, headers } = await get({ 'group-by': 'agency' }, { headers: { accept: 'text/csv' } });
    expect(JSON.parse(headers['motcua-periods'] ?? '')).toMatchObject({
      now: { from: '2024-03-01', asOf: headers['motcua-as-of'] },
      before: { from: '2024-01-01' },
    });
    const lines: Record<string, string>[] = parse(body, { columns: true });
    expect(lines[0]).toMatchObject({
      'group.agency': 'H29',
      'now.received': '20',
      'differences.onTimeShare.verdict': 'higher',
    });
  });

  test('a limited token sees its agency, by default too', async () => {
    const claims = { ...analyst, agency: 'H30' };
    expect((await answerOf({}, { claims })).rows).toMatchObject([{ now: { received: 3 } }]);
    expect((await get({ agency: 'H29' }, { claims })).statusCode).toBe(403);
    expect((await get({}, { claims: { scope: 'events:write', client_id: 'desk' } })).statusCode).toBe(403);
  });

  test.each<[Record<string, string>, string]>([
    [{ to: '2024-02-28' }, 'to'],
    [{ 'than-to': '2023-12-31' }, 'than-to'],
    [{ 'than-to': '2024-03-01' }, 'than-from'],
    [{ 'than-from': '2024-03-31', 'than-to': '2024-04-30' }, 'than-from'],
    [{ from: '0001-01-01', to: '0001-12-31', 'than-from': '9999-01-01', 'than-to': '9999-12-31' }, 'to'],
    [{ 'than-from': '0001-01-01', 'than-to': '0001-12-31', from: '9999-01-01', to: '9999-12-31' }, 'than-to'],
    [{ 'group-by': 'month' }, 'group-by'],
    [{ cohort: 'closed' }, 'cohort'],
  ])('%j is refused', async (query, field) => {
    const { statusCode, body } = await get(query);
    expect(statusCode).toBe(400);
    expect(problemAnswer.parse(JSON.parse(body)).errors?.[0]?.field).toBe(field);
  });

  test.each(['from', 'to', 'than-from', 'than-to'])('without %s it is refused', async (name) => {
    const query = Object.fromEntries(Object.entries(months).filter(([each]) => each !== name));
    const { statusCode, body } = await ask(handler, { path, query, claims: analyst });
    expect(statusCode).toBe(400);
    expect(problemAnswer.parse(JSON.parse(body)).errors?.[0]?.field).toBe(name);
  });
});
