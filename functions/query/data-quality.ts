import type * as z from 'zod/mini';
import type { Caller, Scope } from '../../shared/http/caller.ts';
import type { HttpResponse } from '../../shared/http/response.ts';
import { type DataQualitySchema, dataQuality } from '../../shared/projections/data-quality.ts';
import type { Block } from '../../shared/statistics/cohort.ts';
import {
  type DataQualityQuestion,
  dataQualityAnswer,
  dataQualityDefinitions,
} from '../../shared/statistics/data-quality.ts';
import { mayHaveHappened } from '../../shared/statistics/needed.ts';
import { periodOf } from '../cohort-parameters.ts';
import { readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import { dataQualityColumns } from './columns.ts';
import { answer, now, zone } from './context.ts';
import { dataQualityParameters, type dataQualityRow } from './data-quality-answers.ts';

/** Who sends for an agency sees what is odd about its own requests, and of those under it. */
const scopesFor = ({ agency }: Caller): readonly Scope[] =>
  agency === undefined ? ['statistics:read'] : ['statistics:read', 'events:write'];

/** GET /v1/statistics/data-quality: what is odd about the facts that agencies sent, and where to look. */
export const getDataQuality = (call: Call): Promise<HttpResponse> => {
  const filters = readParameters(dataQualityParameters, call.queryStringParameters);
  const { source, rule } = filters;
  const question: DataQualityQuestion = {
    ...periodOf(filters, zone, now()),
    groupBy: filters['group-by'] ?? [],
    ...(source !== undefined && { source }),
    ...(rule !== undefined && { rule }),
  };
  const rowsOf = (blocks: readonly Block<DataQualitySchema>[]): z.input<typeof dataQualityRow>[] =>
    dataQualityAnswer(blocks, question).map(({ examples, ...row }) => ({
      ...row,
      examples: examples.map((request) => ({ request, link: `/v1/requests/${request}` })),
    }));
  const reading = {
    projection: dataQuality,
    definitions: dataQualityDefinitions,
    columns: dataQualityColumns,
    isNeeded: mayHaveHappened(question),
    scopesFor,
  };
  return answer(call, reading, filters, question, (blocks) => ({ rows: rowsOf(blocks) }));
};
