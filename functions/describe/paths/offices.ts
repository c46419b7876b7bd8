import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { officesAnswer } from '../../boards/offices-answers.ts';
import { officesParameters } from '../../boards/offices-parameters.ts';
import { inJson, statistic } from './statistics.ts';

/** Asking how offices compare. */
export const officesPaths: ZodOpenApiPathsObject = {
  '/v1/statistics/processing-times/offices': {
    get: statistic(
      'getOffices',
      'Offices side by side: on time beside chance and beside their procedures',
      officesParameters,
      officesAnswer,
      {
        'motcua-authority': inJson('authority'),
        'motcua-target': inJson('target'),
        'motcua-by-chance': inJson('byChance'),
      },
    ),
  },
};
