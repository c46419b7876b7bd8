import type * as z from 'zod/mini';
import type { HttpResponse } from '../../shared/http/response.ts';
import { type StepsSchema, steps } from '../../shared/projections/steps.ts';
import type { Block } from '../../shared/statistics/cohort.ts';
import { mayMatter } from '../../shared/statistics/needed.ts';
import { stepsAnswer, stepsDefinitions } from '../../shared/statistics/steps.ts';
import type { StepsQuestion } from '../../shared/statistics/steps-question.ts';
import { periodOf } from '../cohort-parameters.ts';
import { monthsOf, readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import { stepsColumns } from './columns.ts';
import { answer, now, zone } from './context.ts';
import type { stepsRow } from './steps-answers.ts';
import { stepsParameters } from './steps-parameters.ts';

/** GET /v1/statistics/steps: how long steps took and waited, by whom they were done, and who held the requests. */
export const getSteps = (call: Call): Promise<HttpResponse> => {
  const filters = readParameters(stepsParameters, call.queryStringParameters);
  const { step, unit } = filters;
  const question: StepsQuestion = {
    ...periodOf(filters, zone, now()),
    groupBy: filters['group-by'] ?? [],
    ...(step !== undefined && { step }),
    ...(unit !== undefined && { unit }),
  };
  const cohort = { ...question, cohort: 'received', groupBy: [] } as const;
  const source = {
    projection: steps,
    definitions: stepsDefinitions,
    columns: stepsColumns,
    isNeeded: mayMatter(cohort, monthsOf(cohort, zone), false),
  };
  const rowsOf = (blocks: readonly Block<StepsSchema>[]): z.input<typeof stepsRow>[] =>
    stepsAnswer(blocks, question);
  return answer(call, source, filters, question, (blocks) => ({ rows: rowsOf(blocks) }));
};
