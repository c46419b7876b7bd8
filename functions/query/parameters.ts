import * as z from 'zod/mini';
import { surveyCode } from '../../events/fields.ts';
import { scoreColumns } from '../../shared/projections/satisfaction.ts';
import { cohortParameters } from '../cohort-parameters.ts';

export const satisfactionParameters = z.extend(cohortParameters, {
  survey: z.optional(surveyCode),
  factor: z
    .prefault(z.enum(Object.keys(scoreColumns) as [keyof typeof scoreColumns]), 'overall')
    .check(z.describe('Which scores: the overall one, courtesy, or a factor')),
});
