import type * as z from 'zod/mini';
import { negotiate } from '../../shared/http/accept.ts';
import type { HttpResponse } from '../../shared/http/response.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { durationDefinitions } from '../../shared/statistics/clocks.ts';
import { mayMatter } from '../../shared/statistics/needed.ts';
import type { Question } from '../../shared/statistics/question.ts';
import { survivalCurveAnswer, survivalCurveDefinitions } from '../../shared/statistics/survival-curve.ts';
import { periodOf } from '../cohort-parameters.ts';
import { monthsOf, readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import { curveColumns } from './columns.ts';
import { answer, now, zone } from './context.ts';
import { countingOf } from './counting.ts';
import type { curveRow } from './curve-answers.ts';
import { linesOf } from './curve-lines.ts';
import { curveParameters, timesOf } from './curve-parameters.ts';

type Row = z.input<typeof curveRow>;

/** GET /v1/statistics/processing-times/curve */
export const getProcessingTimesCurve = (call: Call): Promise<HttpResponse> => {
  const filters = readParameters(curveParameters, call.queryStringParameters);
  const question: Question = {
    ...periodOf(filters, zone, now()),
    cohort: 'received',
    groupBy: filters['group-by'] ?? [],
  };
  const source = {
    projection: processingTimes,
    definitions: { ...survivalCurveDefinitions, duration: durationDefinitions[filters.clock] },
    columns: curveColumns,
    isNeeded: mayMatter(question, monthsOf(question, zone), false),
  };
  return answer(call, source, filters, question, async (blocks) => {
    const { clock } = await countingOf(filters);
    const rows: Row[] = survivalCurveAnswer(blocks, question, clock, timesOf(filters));
    const isCsv = negotiate(call.headers['accept'], ['application/json', 'text/csv']) === 'text/csv';
    return { rows: isCsv ? linesOf(rows) : rows };
  });
};
