import type * as z from 'zod/mini';
import type { HttpResponse } from '../../shared/http/response.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import type { ProcessingTimesBlock } from '../../shared/statistics/as-known.ts';
import { flow, flowDefinitions } from '../../shared/statistics/flow.ts';
import { flowChart } from '../../shared/statistics/flow-chart.ts';
import { mayBeOpen } from '../../shared/statistics/needed.ts';
import { monthsOf, readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import { flowColumns } from './columns.ts';
import { answer, now, zone } from './context.ts';
import type { flowAnswer } from './flow-answers.ts';
import { flowParameters, flowQuestionOf } from './flow-parameters.ts';

type Told = Pick<z.input<typeof flowAnswer>, 'rows' | 'groups'>;

/** GET /v1/statistics/processing-times/flow: what came, went and was open, period by period. */
export const getFlow = (call: Call): Promise<HttpResponse> => {
  const filters = readParameters(flowParameters, call.queryStringParameters);
  const question = flowQuestionOf(filters, zone, now());
  const source = {
    projection: processingTimes,
    definitions: flowDefinitions,
    columns: flowColumns,
    isNeeded: mayBeOpen(question, monthsOf(question, zone)),
  };
  const tell = (blocks: readonly ProcessingTimesBlock[]): Told => {
    const groups = flow(blocks, question);
    return {
      rows: groups.flatMap(({ rows }) => rows),
      groups: groups.map((each) => ({
        group: each.group,
        chart: flowChart(filters.chart, each),
        littlesLaw: each.littlesLaw,
      })),
    };
  };
  return answer(call, source, filters, question, tell);
};
