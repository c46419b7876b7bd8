import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { comparisonAnswer } from '../../processing-times/comparison-answers.ts';
import { comparisonParameters } from '../../processing-times/comparison-parameters.ts';
import { inJson, statistic } from './statistics.ts';

/** Asking how much one period differs from another. */
export const comparisonPaths: ZodOpenApiPathsObject = {
  '/v1/statistics/processing-times/comparison': {
    get: statistic(
      'getProcessingTimesComparison',
      'Two periods compared, with an interval for each difference',
      comparisonParameters,
      comparisonAnswer,
      { 'motcua-periods': inJson('periods') },
    ),
  },
};
