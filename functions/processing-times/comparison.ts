import type * as z from 'zod/mini';
import type { HttpResponse } from '../../shared/http/response.ts';
import { instantText } from '../../shared/instant.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import type { LinesSummary } from '../../shared/segment/summary.ts';
import type { ProcessingTimesBlock } from '../../shared/statistics/as-known.ts';
import { durationDefinitions } from '../../shared/statistics/clocks.ts';
import {
  comparisonAnswer,
  comparisonDefinitions,
  type Followed,
} from '../../shared/statistics/comparison.ts';
import { mayMatter } from '../../shared/statistics/needed.ts';
import { monthsOf, readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import { comparisonColumns } from './columns.ts';
import type * as answers from './comparison-answers.ts';
import { comparisonParameters, comparisonQuestionOf } from './comparison-parameters.ts';
import { answer, now, zone } from './context.ts';
import { countingOf } from './counting.ts';

type Told = Pick<z.input<typeof answers.comparisonAnswer>, 'rows' | 'periods'>;

/** GET /v1/statistics/processing-times/comparison: how much the requests of one period differ from those of another. */
export const getProcessingTimesComparison = (call: Call): Promise<HttpResponse> => {
  const filters = readParameters(comparisonParameters, call.queryStringParameters);
  const question = comparisonQuestionOf(filters, zone, now());
  const mayMatterTo = (followed: Followed) =>
    mayMatter({ ...question, ...followed, cohort: 'received' }, monthsOf(followed, zone), false);
  const needs = [mayMatterTo(question.now), mayMatterTo(question.before)];
  const source = {
    projection: processingTimes,
    definitions: { ...comparisonDefinitions, duration: durationDefinitions[filters.clock] },
    columns: comparisonColumns,
    beside: ['periods'],
    isNeeded: (summary: LinesSummary) => needs.some((isNeeded) => isNeeded(summary)),
  };
  const periods = {
    now: { from: filters.from, to: filters.to, asOf: instantText(question.now.asOf) },
    before: {
      from: filters['than-from'],
      to: filters['than-to'],
      asOf: instantText(question.before.asOf),
    },
  };
  const tell = async (blocks: readonly ProcessingTimesBlock[]): Promise<Told> => ({
    periods,
    rows: comparisonAnswer(blocks, question, await countingOf(filters)),
  });
  return answer(call, source, filters, question, tell);
};
