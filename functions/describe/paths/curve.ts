import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { curveAnswer } from '../../processing-times/curve-answers.ts';
import { curveParameters } from '../../processing-times/curve-parameters.ts';
import { statistic } from './statistics.ts';

/** The survival of requests over time. */
export const curvePaths: ZodOpenApiPathsObject = {
  '/v1/statistics/processing-times/curve': {
    get: statistic(
      'getProcessingTimesCurve',
      'How many requests are resolved, withdrawn, stopped, refused and open some time after their receipt',
      curveParameters,
      curveAnswer,
    ),
  },
};
