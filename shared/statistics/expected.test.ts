import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../test/cohorts.ts';
import { instant } from '../instant.ts';
import { satisfaction } from '../projections/satisfaction.ts';
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
type Expected = { tables: { wilson95: { value: Interval[] }; satisfaction: { value: Survey[] } } };
const { tables } = isThere
  ? (JSON.parse(readFileSync(file, 'utf8')) as Expected)
  : { tables: { wilson95: { value: [] }, satisfaction: { value: [] } } };

const near = (value: number) => expect.closeTo(value, 9);

describe.runIf(isThere)('other tools say the same', () => {
  it('there is something to compare', () => {
    expect(tables.wilson95.value.length).toBeGreaterThan(5);
    expect(tables.satisfaction.value.length).toBeGreaterThan(1);
  });

  it.each(tables.wilson95.value)('Wilson: $k of $n', ({ k, n, lower, upper }) => {
    expect(share(k, n)).toMatchObject({
      low: lower === null ? null : near(lower),
      high: upper === null ? null : near(upper),
    });
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
