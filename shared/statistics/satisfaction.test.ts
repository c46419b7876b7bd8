import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyDimensions,
  anyInstant,
  anyQuestion,
  blocksOf,
  cohortsOf,
  inGroupOrder,
  orNull,
  stored,
} from '../../test/cohorts.ts';
import { instantOf } from '../instant.ts';
import {
  type SatisfactionSchema,
  type ScoreName,
  satisfaction,
  scoreColumns,
} from '../projections/satisfaction.ts';
import type { Line } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { type SatisfactionQuestion, type SatisfactionRow, satisfactionAnswer } from './satisfaction.ts';
import { share } from './wilson.ts';

type Row = Line<SatisfactionSchema & Dimensions>;
const { schema } = satisfaction;
const score = orNull(fc.integer({ min: 1, max: 5 }));

const anyLines = stored(
  fc.record({
    ...anyDimensions,
    survey: fc.constantFrom('sipas', 'street'),
    surveyVersion: fc.constantFrom(1, 2, 10),
    invited: orNull(anyInstant),
    answered: orNull(anyInstant),
    overall: score,
    courtesy: score,
    access: score,
    procedureFactor: score,
    official: score,
    result: score,
    handling: score,
  }),
);
const anyFactor = fc.constantFrom(...(Object.keys(scoreColumns) as ScoreName[]));
const anySurveyQuestion: fc.Arbitrary<SatisfactionQuestion> = fc
  .tuple(anyQuestion, anyFactor, fc.option(fc.constantFrom('sipas', 'street', 'unheard of')))
  .map(([question, factor, survey]) => ({ ...question, factor, ...(survey !== null && { survey }) }));

/** The answer for one survey version of one group, measure by measure, as the contract words them. */
const plainly = (
  rows: readonly Row[],
  { asOf, factor }: SatisfactionQuestion,
): Omit<SatisfactionRow, 'group' | 'survey' | 'surveyVersion'> => {
  const hasAnswered = (row: Row) => row.answered !== null && row.answered <= asOf;
  const offered = rows.length;
  const responded = rows.filter(hasAnswered);
  const scores = responded.flatMap((row) => row[scoreColumns[factor]] ?? []);
  const count = (value: number) => scores.filter((each) => each === value).length;
  const mean = (values: readonly number[]) =>
    values.length === 0
      ? null
      : expect.closeTo(values.reduce((sum, each) => sum + each, 0) / values.length, 12);
  return {
    offered,
    responded: responded.length,
    responseRate: offered === 0 ? null : responded.length / offered,
    scores: { 1: count(1), 2: count(2), 3: count(3), 4: count(4), 5: count(5) },
    satisfiedShare: share(count(4) + count(5), scores.length),
    mean: mean(scores),
    linear: mean(scores.map((each) => (each - 1) / 4)),
  };
};

const reference = (
  lines: Parameters<typeof cohortsOf<Row>>[0],
  question: SatisfactionQuestion,
): SatisfactionRow[] =>
  cohortsOf(lines, question).flatMap(({ group, members }): SatisfactionRow[] => {
    const isKnown = (at: number | null) => at !== null && at <= question.asOf;
    const asked = members
      .filter(({ survey }) => question.survey === undefined || survey === question.survey)
      .filter(({ invited, answered }) => isKnown(invited) || isKnown(answered));
    const bySurvey = Map.groupBy(asked, ({ survey, surveyVersion }) =>
      JSON.stringify([survey, surveyVersion]),
    );
    if (bySurvey.size === 0 && question.groupBy.length === 0)
      return [{ group, survey: null, surveyVersion: null, ...plainly([], question) }];
    return [...bySurvey].map(([key, rows]) => {
      const [survey, surveyVersion] = JSON.parse(key) as [string, number];
      return { group, survey, surveyVersion, ...plainly(rows, question) };
    });
  });

const surveyOf = ({ survey, surveyVersion }: SatisfactionRow) => [survey, surveyVersion];

describe('the answer', () => {
  it('is what the contract says, whatever is asked and however the lines are stored', () => {
    fc.assert(
      fc.property(anyLines, anySurveyQuestion, (lines, question) => {
        const answer = satisfactionAnswer(blocksOf(schema, lines), question);
        expect(inGroupOrder(answer, surveyOf)).toEqual(inGroupOrder(reference(lines, question), surveyOf));
      }),
      { numRuns: 500 },
    );
  });

  it('is the same, in the same order, for the same lines in other blocks', () => {
    fc.assert(
      fc.property(anyLines, anySurveyQuestion, (lines, question) => {
        const moved = lines.map((each, index) => ({ ...each, chunk: index % 2 })).toReversed();
        const [a, b] = [lines, moved].map((each) => satisfactionAnswer(blocksOf(schema, each), question));
        expect(b).toEqual(a);
      }),
    );
  });
});

describe('the surveys of a group', () => {
  const asked = instantOf('2024-01-10T00:00:00Z');
  const row: Row = {
    received: asked,
    ended: null,
    procedure: null,
    channel: null,
    survey: 'sipas',
    surveyVersion: 1,
    invited: asked,
    answered: asked,
    overall: 4,
    courtesy: null,
    access: null,
    procedureFactor: 2,
    official: null,
    result: null,
    handling: null,
  };
  const ask = (rows: readonly Partial<Row>[], question: Partial<SatisfactionQuestion> = {}) =>
    satisfactionAnswer(
      blocksOf(
        schema,
        rows.map((facts) => ({ agency: 'H29', chunk: 0, line: { ...row, ...facts } })),
      ),
      { cohort: 'received', asOf: asked, groupBy: [], zone: 'UTC', factor: 'overall', ...question },
    );

  it('come by name, then by version as a number', () => {
    const rows = [{ surveyVersion: 10 }, { surveyVersion: 2 }, { survey: 'a', surveyVersion: 9 }];
    expect(ask(rows).map(surveyOf)).toEqual([
      ['a', 9],
      ['sipas', 2],
      ['sipas', 10],
    ]);
  });

  it('count who answered unasked as offered, so that no rate is above 1', () =>
    expect(ask([{ invited: null }, { answered: null }])).toMatchObject([
      { offered: 2, responded: 1, responseRate: 0.5 },
    ]));

  it('do not know of an answer that comes later', () =>
    expect(ask([{ answered: asked + 1 }])).toMatchObject([
      { offered: 1, responded: 0, mean: null, linear: null },
    ]));

  it('rate a factor by those who rated it', () =>
    expect(ask([{}, { procedureFactor: null }], { factor: 'procedure' })).toMatchObject([
      { responded: 2, mean: 2, linear: 0.25, satisfiedShare: { n: 1, value: 0 } },
    ]));

  it('are none where nobody was asked', () => {
    expect(ask([])).toMatchObject([
      { survey: null, offered: 0, responseRate: null, satisfiedShare: { value: null } },
    ]);
    expect(ask([{ invited: null, answered: null }], { groupBy: ['agency'] })).toEqual([]);
  });
});
