import type * as z from 'zod/mini';
import type { HttpResponse } from '../../shared/http/response.ts';
import { type SatisfactionSchema, satisfaction } from '../../shared/projections/satisfaction.ts';
import type { Block } from '../../shared/statistics/cohort.ts';
import { mayMatter } from '../../shared/statistics/needed.ts';
import { satisfactionAnswer, satisfactionDefinitions } from '../../shared/statistics/satisfaction.ts';
import { questionOf } from '../cohort-parameters.ts';
import { monthsOf, readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import type { satisfactionRow } from './answers.ts';
import { satisfactionColumns } from './columns.ts';
import { answer, now, zone } from './context.ts';
import { satisfactionParameters } from './parameters.ts';

/** GET /v1/statistics/satisfaction */
export const getSatisfaction = (call: Call): Promise<HttpResponse> => {
  const filters = readParameters(satisfactionParameters, call.queryStringParameters);
  const { survey, factor } = filters;
  const question = { ...questionOf(filters, zone, now()), factor, ...(survey !== undefined && { survey }) };
  const source = {
    projection: satisfaction,
    definitions: satisfactionDefinitions,
    columns: satisfactionColumns,
    isNeeded: mayMatter(question, monthsOf(question, zone), false),
  };
  const rowsOf = (blocks: readonly Block<SatisfactionSchema>[]): z.input<typeof satisfactionRow>[] =>
    satisfactionAnswer(blocks, question);
  return answer(call, source, filters, question, (blocks) => ({ rows: rowsOf(blocks) }));
};
