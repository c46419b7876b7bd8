import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { flowAnswer } from '../../processing-times/flow-answers.ts';
import { flowParameters } from '../../processing-times/flow-parameters.ts';
import { statistic } from './statistics.ts';

/** Asking what came, went and was open. */
export const flowPaths: ZodOpenApiPathsObject = {
  '/v1/statistics/processing-times/flow': {
    get: statistic(
      'getFlow',
      'What came, went and was open, period by period; an XmR chart, and Little’s law',
      flowParameters,
      flowAnswer,
    ),
  },
};
