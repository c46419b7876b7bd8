import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { accepted, resolved, submitted, withdrawn } from '../../test/events.ts';
import { ask } from '../../test/gateway.ts';
import { projectTimes } from '../../test/projected-times.ts';
import { problemAnswer } from '../query/answers.ts';
import { officesAnswer } from './offices-answers.ts';

const path = '/v1/statistics/processing-times/offices';
const analyst = { scope: 'statistics:read', client_id: 'analyst' };
const at = (text: string) => `2024-${text}:00+07:00`;

type Sent = ReturnType<typeof submitted>;

/** A request received on a day of January and due on the last of it; `ended` is left out of one that is open. */
const request = (subject: string, agency: string, procedure: string, ended?: string): Sent[] => [
  submitted({ id: '1', subject, time: at('01-10T08:00') }, { agency, procedure }),
  accepted({ id: '2', subject, time: at('01-10T09:00') }, { due: at('01-31T17:00') }),
  ...(ended === undefined ? [] : [resolved({ id: '3', subject, time: at(ended) })]),
];

const office = (agency: string, procedure: string, onTime: number, n: number): Sent[] =>
  Array.from({ length: n }, (_, index) =>
    request(
      `${agency}-${procedure}-${index}`,
      agency,
      procedure,
      index < onTime ? '01-31T17:00' : '02-01T08:00',
    ),
  ).flat();

const events: Sent[] = [
  // Together 528 of 660 on time: exactly four in five.
  ...office('H31.01', 'permit', 10, 10),
  ...office('H31.02', 'permit', 30, 50),
  ...office('H31.03', 'permit', 89, 100),
  ...office('H31.04', 'permit', 399, 500),
  // Better in each procedure, and yet worse over all, than its sister.
  ...office('H32.01', 'easy', 20, 20),
  ...office('H32.01', 'hard', 55, 80),
  ...office('H32.02.05', 'easy', 72, 80),
  ...office('H32.02.06', 'hard', 4, 20),
  ...request('open', 'H33', 'permit'),
  submitted({ id: '1', subject: 'gone', time: at('01-11T08:00') }, { agency: 'H34' }),
  withdrawn({ id: '2', subject: 'gone', time: at('01-12T08:00') }),
];

/** By scipy, checked in exact fractions: limits around 80% of so many requests. */
const around80 = {
  10: {
    p95: { low: 0.470506117079, high: 0.976716935635, fewest: 5, most: 10 },
    p998: { low: 0.302463960193, high: 0.999068677425, fewest: 4, most: 10 },
  },
  50: {
    p95: { low: 0.672906116648, high: 0.895595177988, fewest: 34, most: 45 },
    p998: { low: 0.600855902325, high: 0.945223856792, fewest: 31, most: 48 },
  },
  100: {
    p95: { low: 0.713523914966, high: 0.870257767285, fewest: 72, most: 88 },
    p998: { low: 0.663234148483, high: 0.909021747435, fewest: 67, most: 91 },
  },
  500: {
    p95: { low: 0.763353592174, high: 0.833505393289, fewest: 382, most: 417 },
    p998: { low: 0.742105344994, high: 0.852510441727, fewest: 372, most: 427 },
  },
} as const;

const near = (value: number) => expect.closeTo(value, 9) as number;
const tableOf = (n: keyof typeof around80) => {
  const { p95, p998 } = around80[n];
  return {
    p95: { ...p95, low: near(p95.low), high: near(p95.high) },
    p998: { ...p998, low: near(p998.low), high: near(p998.high) },
  };
};

describeWithEngine('offices side by side', (engine) => {
  let handler: unknown;
  let foldIn: () => Promise<void>;

  beforeAll(async () => {
    foldIn = await projectTimes(engine(), events);
    ({ handler } = await import('./handler.ts'));
  }, 120_000);

  const get = (query: Record<string, string> = {}, more: Parameters<typeof ask>[1] = {}) =>
    ask(handler, { path, query, claims: analyst, ...more });
  const answerOf = async (...asked: Parameters<typeof get>): Promise<z.output<typeof officesAnswer>> => {
    const { statusCode, body } = await get(...asked);
    expect(statusCode, body).toBe(200);
    return officesAnswer.parse(JSON.parse(body));
  };
  const positions = async (...asked: Parameters<typeof get>) =>
    (await answerOf(...asked)).rows.map((row) => [
      row.agency,
      row.n,
      row.onTime,
      row.position,
      row.standardisedPosition,
    ]);

  describe.each(['from changes', 'from segments'])('%s', (state) => {
    beforeAll(async () => {
      if (state === 'from segments') await foldIn();
    });

    test('the limits around four in five are those of other tools', async () => {
      const answer = await answerOf({ agency: 'H31' });
      expect(answer).toMatchObject({
        projection: { name: 'processing-times', version: processingTimes.version },
        definitions: { limits: 'funnel-limits-binomial/1', ratio: 'late-ratio-byar/1' },
        filters: { agency: 'H31', cohort: 'received', rule: 'strict' },
        groupBy: ['agency'],
        authority: { within: 'H31', n: 660, onTime: 528, onTimeShare: { value: 0.8, n: 660 } },
        target: 0.8,
        byChance: { offices: 4, p95: near(0.2), p998: near(0.008) },
      });
      expect(
        answer.rows.map(({ agency, limits, standardisedLimits }) => [agency, limits, standardisedLimits]),
      ).toEqual([
        ['H31.03', tableOf(100), tableOf(100)],
        ['H31.01', tableOf(10), tableOf(10)],
        ['H31.02', tableOf(50), tableOf(50)],
        ['H31.04', tableOf(500), tableOf(500)],
      ]);
    });

    test('each is named as above, within or below, the better first and then by code', async () => {
      expect(await positions({ agency: 'H31' })).toEqual([
        ['H31.03', 100, 89, 'above-95', 'above-95'],
        ['H31.01', 10, 10, 'within', 'within'],
        ['H31.02', 50, 30, 'below-998', 'below-998'],
        ['H31.04', 500, 399, 'within', 'within'],
      ]);
    });

    test('the mix of procedures turns the comparison round', async () => {
      const { rows } = await answerOf({ agency: 'H32', level: '1' });
      expect(
        rows.map(({ agency, onTime, standardisedPosition }) => [agency, onTime, standardisedPosition]),
      ).toEqual([
        ['H32.01', 75, 'above-95'],
        ['H32.02', 76, 'below-95'],
      ]);
      expect(rows[0]).toMatchObject({
        n: 100,
        expectedOnTime: near(0.92 * 20 + 0.59 * 80),
        ratio: { value: near(25 / (0.08 * 20 + 0.41 * 80)) },
        caseMix: [
          { procedure: 'hard', n: 80, late: 25, lateShareEverywhere: near(0.41) },
          { procedure: 'easy', n: 20, late: 0, lateShareEverywhere: near(0.08) },
        ],
      });
    });

    test('a level takes agencies with all under them, no level each by itself', async () => {
      const casesOf = async (query: Record<string, string>) =>
        Object.fromEntries((await answerOf(query)).rows.map(({ agency, n }) => [agency, n]));
      expect(await casesOf({ agency: 'H32' })).toEqual({ 'H32.01': 100, 'H32.02.05': 80, 'H32.02.06': 20 });
      expect(await casesOf({ level: '1' })).toEqual({ H31: 660, H32: 200, H33: 0, H34: 0 });
    });

    test('a target is what the limits lie around, and leaves the comparison by procedures as it is', async () => {
      const own = await answerOf({ agency: 'H31' });
      const { target, rows } = await answerOf({ agency: 'H31', target: '0.6' });
      expect(target).toBe(0.6);
      expect(rows.map(({ position }) => position)).toEqual(['above-998', 'above-95', 'within', 'above-998']);
      expect(rows.map(({ standardisedLimits }) => standardisedLimits)).toEqual(
        own.rows.map(({ standardisedLimits }) => standardisedLimits),
      );
    });

    test('open requests count by the rule of Decision 766, as of the instant asked for', async () => {
      const nobody = ['H33', 0, 0, 'no-cases', 'no-cases'];
      expect(await positions({ agency: 'H33' })).toEqual([nobody]);
      const of766 = { agency: 'H33', rule: '766' };
      const { definitions } = await answerOf(of766);
      expect(definitions).toMatchObject({ n: 'judged-all/1', onTimeShare: 'on-time-share-all/1' });
      expect(await positions({ ...of766, 'as-of': at('01-31T17:00') })).toEqual([
        ['H33', 1, 1, 'within', 'within'],
      ]);
      expect(await positions({ ...of766, 'as-of': at('01-31T17:01') })).toEqual([
        ['H33', 1, 0, 'within', 'within'],
      ]);
    });

    test('without cases all is null and nothing 0% or 100%', async () => {
      const { authority, target, byChance, rows } = await answerOf({ agency: 'H34' });
      const none = { value: null, low: null, high: null };
      expect(authority).toMatchObject({ n: 0, onTime: 0, onTimeShare: none });
      expect(target).toBeNull();
      expect(byChance).toEqual({ offices: 0, p95: 0, p998: 0 });
      expect(rows).toMatchObject([
        { agency: 'H34', n: 0, onTimeShare: none, expectedOnTime: null, ratio: none, position: 'no-cases' },
      ]);
      expect((await answerOf({ from: '2030-01-01' })).rows).toEqual([]);
    });

    test('CSV holds the same rows', async () => {
      const { headers, body } = await get(
        { agency: 'H31', 'as-of': at('03-01T00:00') },
        { headers: { accept: 'text/csv' } },
      );
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      const records = parse<Record<string, string>>(body, { columns: true });
      const { rows, definitions, authority, target, byChance, asOf } = await answerOf({
        agency: 'H31',
        'as-of': at('03-01T00:00'),
      });
      expect(headers).toMatchObject({
        'motcua-as-of': asOf,
        'motcua-definitions': Object.entries(definitions)
          .map((each) => each.join('='))
          .join(', '),
        'motcua-projection': `processing-times/${processingTimes.version}`,
      });
      expect(JSON.parse(headers['motcua-authority'] ?? '')).toEqual(authority);
      expect(JSON.parse(headers['motcua-target'] ?? '')).toBe(target);
      expect(JSON.parse(headers['motcua-by-chance'] ?? '')).toEqual(byChance);
      expect(
        records.map((record) => [
          record['agency'],
          Number(record['limits.p998.low']),
          record['standardisedPosition'],
          JSON.parse(record['caseMix'] ?? ''),
        ]),
      ).toEqual(
        rows.map(({ agency, limits, standardisedPosition, caseMix }) => [
          agency,
          limits.p998.low,
          standardisedPosition,
          caseMix,
        ]),
      );
    });
  });

  test('a token limited to an agency is compared among what it may see', async () => {
    const limited = { claims: { ...analyst, agency: 'H32' } };
    const { authority, rows } = await answerOf({ level: '1' }, limited);
    expect(authority).toMatchObject({ within: 'H32', n: 200, onTime: 151 });
    expect(rows.map(({ agency }) => agency)).toEqual(['H32.01', 'H32.02']);
    const own = await answerOf({ agency: 'H32.02', level: '1' }, limited);
    expect(own.authority).toMatchObject({ within: 'H32.02', n: 100 });
    expect(own.rows.map(({ agency }) => agency)).toEqual(['H32.02.05', 'H32.02.06']);
    for (const agency of ['H31', 'H3', 'H320']) expect((await get({ agency }, limited)).statusCode).toBe(403);
    // Alone it has nobody to be compared with but itself.
    const alone = await answerOf({}, { claims: { ...analyst, agency: 'H32.02.06' } });
    expect(alone.rows).toMatchObject([{ agency: 'H32.02.06', ratio: { value: 1 }, position: 'within' }]);
  });

  test('without a token 401, without the scope 403', async () => {
    expect((await ask(handler, { path })).statusCode).toBe(401);
    const desk = { scope: 'events:write', client_id: 'desk', agency: 'H31' };
    expect((await get({}, { claims: desk })).statusCode).toBe(403);
  });

  test.each<[Record<string, string>, string]>([
    [{ target: '1.1' }, 'target'],
    [{ target: '-0.1' }, 'target'],
    [{ target: '' }, 'target'],
    [{ target: '80%' }, 'target'],
    [{ level: '0' }, 'level'],
    [{ level: '1.5' }, 'level'],
    [{ level: '' }, 'level'],
    [{ level: '0x2' }, 'level'],
    [{ level: '1e0' }, 'level'],
    [{ target: '0x1' }, 'target'],
    [{ target: '1e-1' }, 'target'],
    [{ rule: '766', cohort: 'closed' }, 'rule'],
    [{ rule: '766/QD-TTg' }, 'rule'],
    [{ 'group-by': 'agency' }, 'group-by'],
    [{ from: '2024-02-02', to: '2024-02-01' }, 'to'],
  ])('%j is refused by the name of the parameter', async (query, field) => {
    const { statusCode, body } = await get(query);
    expect(statusCode).toBe(400);
    expect(problemAnswer.parse(JSON.parse(body)).errors?.map((error) => error.field)).toContain(field);
  });
});
