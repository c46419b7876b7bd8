import { monthOf, startOfDay } from '../shared/calendar/zone.ts';
import { instant, instantOf } from '../shared/instant.ts';
import type { DataQualitySchema } from '../shared/projections/data-quality.ts';
import { processingTimes } from '../shared/projections/processing-times.ts';
import type { Projection } from '../shared/projections/projection.ts';
import { type ScoreName, satisfaction } from '../shared/projections/satisfaction.ts';
import type { StepsSchema } from '../shared/projections/steps.ts';
import type { AnomalyRule } from '../shared/request/anomalies.ts';
import type { Block } from '../shared/row-store/read-blocks.ts';
import type { Schema } from '../shared/segment/column.ts';
import {
  type DataQualityQuestion,
  dataQualityAnswer,
  type QualityGrouping,
} from '../shared/statistics/data-quality.ts';
import { mayMatter } from '../shared/statistics/needed.ts';
import { processingTimesAnswer } from '../shared/statistics/processing-times.ts';
import type { Grouping, Question } from '../shared/statistics/question.ts';
import { satisfactionAnswer } from '../shared/statistics/satisfaction.ts';
import { stepsAnswer } from '../shared/statistics/steps.ts';
import type { StepGrouping, StepsQuestion } from '../shared/statistics/steps-question.ts';
import { zone } from './rows.ts';

/** Questions around the turn of a month, and their answers from wherever the blocks come. */

const day = (text: string) => startOfDay(text, zone);
const today = instantOf('2026-11-24T03:00:00Z');
const groupings: readonly (readonly Grouping[])[] = [
  [],
  ['agency'],
  ['procedure', 'channel'],
  ['month'],
  ['week'],
  ['year', 'agency'],
  ['channel', 'day'],
];
const periods = [
  {},
  { from: day('2024-01-01'), until: day('2024-02-01') },
  { from: day('2024-02-01'), until: day('2024-03-01') },
];
export const questions: readonly Question[] = (['received', 'closed'] as const).flatMap((cohort) =>
  periods.flatMap((period, p) =>
    [today, day('2024-02-01'), instant(day('2024-02-01') - 1)].map((asOf, a) => ({
      cohort,
      ...period,
      asOf,
      groupBy: groupings[(p * 3 + a + (cohort === 'closed' ? 1 : 0)) % groupings.length] ?? [],
      zone,
      ...(p === 1 && a === 2 && { procedure: 'permit' }),
    })),
  ),
);
const factors: readonly ScoreName[] = ['overall', 'courtesy', 'access'];

/** Which segments a question needs, as the API asks for them. */
export const neededFor = (question: Question, withCarriedOver: boolean) =>
  mayMatter(
    question,
    {
      first: question.from === undefined ? '' : monthOf(question.from, zone),
      last: question.until === undefined ? '~' : monthOf(instant(question.until - 1), zone),
    },
    withCarriedOver,
  );

export type Read = <S extends Schema>(
  projection: Projection<S>,
  question: Question,
  withCarriedOver: boolean,
) => Promise<readonly Block<S>[]>;

/** The answers to some of the questions, from whatever gives the blocks: two each. */
export const answersFrom = async (
  read: Read,
  isAsked: (n: number) => boolean = () => true,
): Promise<unknown[]> => {
  const answers: unknown[] = [];
  for (const [n, question] of questions.entries()) {
    if (!isAsked(n)) continue;
    answers.push(processingTimesAnswer(await read(processingTimes, question, true), question));
    const factor = factors[n % factors.length] ?? 'overall';
    const asked = { ...question, factor, ...(n % 4 === 0 && { survey: 'sipas' }) };
    answers.push(satisfactionAnswer(await read(satisfaction, question, false), asked));
  }
  return answers;
};

/** Rules about what happened and when; none of them hangs on the order of arrival. */
const rules: readonly AnomalyRule[] = [
  'before-submission',
  'closed-before-opened',
  'submitted-twice',
  'ended-twice',
  'feedback-without-invitation',
  'accepted-twice',
  'due-before-receipt',
];
const qualityGroups: readonly (readonly QualityGrouping[])[] = [
  ['agency', 'month'],
  ['source', 'rule'],
  [],
  ['procedure', 'channel'],
];

/** Questions about data quality in the same periods. */
const qualityQuestions: readonly DataQualityQuestion[] = questions.map(
  ({ cohort: _none, groupBy: _other, ...asked }, n) => ({
    ...asked,
    rule: rules[n % rules.length] ?? 'ended-twice',
    groupBy: qualityGroups[n % qualityGroups.length] ?? [],
  }),
);

/** Their answers, from whatever gives the blocks. */
export const qualityAnswersFrom = async (
  read: (question: DataQualityQuestion) => Promise<readonly Block<DataQualitySchema>[]>,
): Promise<unknown[]> =>
  Promise.all(qualityQuestions.map(async (question) => dataQualityAnswer(await read(question), question)));

const stepGroups: readonly (readonly StepGrouping[])[] = [
  ['step', 'previous', 'unit', 'previous-unit'],
  [],
  ['holder', 'unit'],
  ['agency', 'month', 'procedure'],
];

/** Questions about steps in the same periods, and their answers, from whatever gives the blocks. */
export const stepsAnswersFrom = async (
  read: (question: Question) => Promise<readonly Block<StepsSchema>[]>,
): Promise<unknown[]> =>
  Promise.all(
    questions
      .filter(({ cohort }) => cohort === 'received')
      .map(async (asked, n) => {
        const { groupBy: _other, ...rest } = asked;
        const question: StepsQuestion = { ...rest, groupBy: stepGroups[n % stepGroups.length] ?? [] };
        return stepsAnswer(await read(asked), question);
      }),
  );
