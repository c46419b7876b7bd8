import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { stepsAnswer } from '../../query/steps-answers.ts';
import { stepsParameters } from '../../query/steps-parameters.ts';
import { statistic } from './statistics.ts';

/** Asking how requests were worked on. */
export const stepsPaths: ZodOpenApiPathsObject = {
  '/v1/statistics/steps': {
    get: statistic(
      'getSteps',
      'How long steps took and waited, who did them, and who held the requests',
      stepsParameters,
      stepsAnswer,
    ),
  },
};
