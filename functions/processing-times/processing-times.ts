import type * as z from 'zod/mini';
import type { HttpResponse } from '../../shared/http/response.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import type { ProcessingTimesBlock } from '../../shared/statistics/as-known.ts';
import { durationDefinitions } from '../../shared/statistics/clocks.ts';
import { mayMatter } from '../../shared/statistics/needed.ts';
import {
  processingTimesAnswer,
  processingTimesDefinitions,
} from '../../shared/statistics/processing-times.ts';
import { questionOf } from '../cohort-parameters.ts';
import { monthsOf, readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import type { processingTimesRow } from './answers.ts';
import { processingTimesColumns } from './columns.ts';
import { answer, now, zone } from './context.ts';
import { countingOf } from './counting.ts';
import { processingTimesParameters } from './parameters.ts';

/** GET /v1/statistics/processing-times */
export const getProcessingTimes = (call: Call): Promise<HttpResponse> => {
  const filters = readParameters(processingTimesParameters, call.queryStringParameters);
  const question = questionOf(filters, zone, now());
  const source = {
    projection: processingTimes,
    definitions: { ...processingTimesDefinitions, duration: durationDefinitions[filters.clock] },
    columns: processingTimesColumns,
    isNeeded: mayMatter(question, monthsOf(question, zone), true),
  };
  const rowsOf = async (
    blocks: readonly ProcessingTimesBlock[],
  ): Promise<z.input<typeof processingTimesRow>[]> =>
    processingTimesAnswer(blocks, question, await countingOf(filters));
  return answer(call, source, filters, question, async (blocks) => ({ rows: await rowsOf(blocks) }));
};
