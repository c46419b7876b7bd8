import type * as z from 'zod/mini';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { processingTimesAnswer } from '../../processing-times/answers.ts';
import { processingTimesParameters } from '../../processing-times/parameters.ts';
import * as answers from '../../query/answers.ts';
import { satisfactionParameters } from '../../query/parameters.ts';
import { ok, problems, token } from '../describing.ts';

/** One statistic: JSON, or CSV. */
export const statistic = (
  operationId: string,
  summary: string,
  query: z.ZodMiniObject,
  answer: z.ZodMiniType,
): ZodOpenApiOperationObject => ({
  operationId,
  summary,
  security: token,
  requestParams: { query },
  responses: {
    '200': ok(summary, answer, true),
    ...problems('invalid-parameter', 'answer-too-large', 'missing-scope', 'unclear-agency', 'foreign-agency'),
  },
});

/** Asking statistics. */
export const statisticPaths: ZodOpenApiPathsObject = {
  '/v1/statistics/processing-times': {
    get: statistic(
      'getProcessingTimes',
      'How long requests took',
      processingTimesParameters,
      processingTimesAnswer,
    ),
  },
  '/v1/statistics/satisfaction': {
    get: statistic('getSatisfaction', 'What people said', satisfactionParameters, answers.satisfactionAnswer),
  },
};
