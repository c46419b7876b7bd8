import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { dataQualityAnswer, dataQualityParameters } from '../../query/data-quality-answers.ts';
import { statistic } from './statistics.ts';

/** Asking what is odd about what agencies sent. */
export const dataQualityPaths: ZodOpenApiPathsObject = {
  '/v1/statistics/data-quality': {
    get: statistic(
      'getDataQuality',
      'Which facts were odd, by agency, source, rule and month',
      dataQualityParameters,
      dataQualityAnswer,
    ),
  },
};
