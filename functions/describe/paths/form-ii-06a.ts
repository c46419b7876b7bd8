import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { xlsxType } from '../../../shared/xlsx/media-type.ts';
import { formII06aAnswer } from '../../boards/form-answers.ts';
import { formParameters } from '../../boards/form-parameters.ts';
import { ok } from '../describing.ts';
import { statistic } from './statistics.ts';

const summary = 'Form II.06a/VPCP/KSTT of a period, with the progress score of Decision 766/QĐ-TTg';
const described = statistic('getFormII06a', summary, formParameters, formII06aAnswer);
const { content } = ok(summary, formII06aAnswer, true);
const workbook = z
  .string()
  .check(z.meta({ contentMediaType: xlsxType, description: 'A workbook in the form’s layout' }));

/** The board that agencies must file: JSON, CSV, or a workbook. */
export const formPaths: ZodOpenApiPathsObject = {
  '/v1/statistics/processing-times/form-ii-06a': {
    get: {
      ...described,
      responses: {
        ...described.responses,
        '200': {
          ...described.responses?.['200'],
          description: summary,
          content: { ...content, [xlsxType]: { schema: workbook } },
        },
      },
    },
  },
};
