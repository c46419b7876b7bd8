import type * as z from 'zod/mini';
import { callerOf } from '../../shared/http/caller.ts';
import type { HttpResponse } from '../../shared/http/response.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import type { ProcessingTimesBlock } from '../../shared/statistics/as-known.ts';
import { mayMatter } from '../../shared/statistics/needed.ts';
import { officesAnswer, officesDefinitionsOf } from '../../shared/statistics/offices.ts';
import { periodOf } from '../cohort-parameters.ts';
import { monthsOf, readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import { officesColumns } from './columns.ts';
import { answer, now, zone } from './context.ts';
import type * as answers from './offices-answers.ts';
import { officesParameters } from './offices-parameters.ts';

const partsOf = (code: string | undefined): number => (code === undefined ? 0 : code.split('.').length);

type Told = Pick<z.input<typeof answers.officesAnswer>, 'authority' | 'target' | 'byChance' | 'rows'>;

/**
 * GET /v1/statistics/processing-times/offices: offices beside what chance and their procedures lead one to expect. They are
 * compared with all that the caller asked about and may see: what a limited token learns of others is nothing.
 */
export const getOffices = (call: Call): Promise<HttpResponse> => {
  const filters = readParameters(officesParameters, call.queryStringParameters);
  const { cohort, rule, level, target } = filters;
  const within = filters.agency ?? callerOf(call).agency;
  const question = {
    ...periodOf(filters, zone, now()),
    cohort,
    groupBy: ['agency'] as const,
    rule,
    ...(level !== undefined && { depth: partsOf(within) + level }),
    ...(target !== undefined && { target }),
  };
  const tell = (blocks: readonly ProcessingTimesBlock[]): Told => {
    const { authority, ...told } = officesAnswer(blocks, question);
    return { ...told, authority: { within: within ?? null, ...authority } };
  };
  const source = {
    projection: processingTimes,
    definitions: officesDefinitionsOf(question),
    columns: officesColumns,
    beside: ['authority', 'target', 'byChance'],
    isNeeded: mayMatter(question, monthsOf(question, zone), false),
  };
  return answer(call, source, filters, question, tell);
};
