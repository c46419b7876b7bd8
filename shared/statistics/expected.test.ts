import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../test/cohorts.ts';
import { instant } from '../instant.ts';
import { satisfaction } from '../projections/satisfaction.ts';
import { binomial } from './binomial.ts';
import { funnelLimits, quantileOf } from './funnel.ts';
import { satisfactionAnswer } from './satisfaction.ts';
import { share } from './wilson.ts';

/** What independent tools say (statsmodels, numpy); it lies beside the repository, not in it. */
const file = new URL('../../../shared/data/expected/expected.json', import.meta.url);
const isThere = existsSync(file);
if (!isThere)
  console.warn(`\n!!! ${file.pathname} is missing: the figures are NOT compared with other tools' !!!\n`);

type Interval = { k: number; n: number; lower: number | null; upper: number | null };
type Survey = {
  counts_1_to_5: number[];
  offered: number;
  responded: number;
  response_rate: number;
  mean: number;
  top2_k: number;
  top2_percent: number;
  top2_wilson95: [number, number];
  linear_0_100: number;
};
type Funnel = {
  lower_interpolated: number;
  upper_interpolated: number;
  lower_quantile: number;
  upper_quantile: number;
};
type Expected = {
  tables: {
    wilson95: { value: Interval[] };
    satisfaction: { value: Survey[] };
    'funnel_target_0.8': { value: ({ n: number } & Record<'95' | '99.8' | '99.9', Funnel>)[] };
  };
};
const { tables } = isThere
  ? (JSON.parse(readFileSync(file, 'utf8')) as Expected)
  : { tables: { wilson95: { value: [] }, satisfaction: { value: [] }, 'funnel_target_0.8': { value: [] } } };

const near = (value: number) => expect.closeTo(value, 9);

describe.runIf(isThere)('other tools say the same', () => {
  it('there is something to compare', () => {
    expect(tables.wilson95.value.length).toBeGreaterThan(5);
    expect(tables.satisfaction.value.length).toBeGreaterThan(1);
    expect(tables['funnel_target_0.8'].value.length).toBeGreaterThan(4);
  });

  it.each(tables.wilson95.value)('Wilson: $k of $n', ({ k, n, lower, upper }) => {
    expect(share(k, n)).toMatchObject({
      low: lower === null ? null : near(lower),
      high: upper === null ? null : near(upper),
    });
  });

  it.each(tables['funnel_target_0.8'].value)('funnel limits around 80% of $n', ({ n, ...levels }) => {
    const tails = { '95': 0.025, '99.8': 0.001, '99.9': 0.0005 } as const;
    for (const level of ['95', '99.8', '99.9'] as const) {
      const [low, high] = [tails[level], 1 - tails[level]].map((p) => quantileOf(binomial(n, 0.8), p));
      expect([low?.count, high?.count]).toEqual([levels[level].lower_quantile, levels[level].upper_quantile]);
      expect((low?.interpolated ?? Number.NaN) / n).toEqual(near(levels[level].lower_interpolated));
      expect((high?.interpolated ?? Number.NaN) / n).toEqual(near(levels[level].upper_interpolated));
    }
    const shown = ({ lower_interpolated, upper_interpolated }: Funnel) => ({
      low: near(lower_interpolated),
      high: near(upper_interpolated),
    });
    expect(funnelLimits(n, 0.8)).toMatchObject({ p95: shown(levels['95']), p998: shown(levels['99.8']) });
  });

  it.each(tables.satisfaction.value)('satisfaction: $counts_1_to_5', (expected) => {
    const scores = [
      ...expected.counts_1_to_5.flatMap((count, index) => Array.from({ length: count }, () => index + 1)),
      ...Array.from({ length: expected.offered - expected.responded }, () => null),
    ];
    const line = (overall: number | null) => ({
      received: 0,
      ended: null,
      procedure: null,
      channel: null,
      survey: 'sipas',
      surveyVersion: 1,
      invited: 0,
      courtesy: null,
      access: null,
      procedureFactor: null,
      official: null,
      result: null,
      handling: null,
      answered: overall === null ? null : 1,
      overall,
    });
    const blocks = blocksOf(
      satisfaction.schema,
      scores.map((overall) => ({ agency: 'H29', chunk: 0, line: line(overall) })),
    );
    const [low, high] = expected.top2_wilson95;
    const question = {
      cohort: 'received',
      asOf: instant(9),
      groupBy: [],
      zone: 'UTC',
      factor: 'overall',
    } as const;
    expect(satisfactionAnswer(blocks, question)).toEqual([
      expect.objectContaining({
        offered: expected.offered,
        responded: expected.responded,
        responseRate: near(expected.response_rate),
        mean: near(expected.mean),
        linear: near(expected.linear_0_100 / 100),
        satisfiedShare: {
          value: near(expected.top2_percent / 100),
          low: near(low),
          high: near(high),
          n: expected.responded,
          confidence: 0.95,
        },
      }),
    ]);
  });
});
