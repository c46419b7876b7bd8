import * as z from 'zod/mini';
import { stepCode, unitCode } from '../../events/fields.ts';
import { stepGroupings } from '../../shared/statistics/steps-question.ts';
import { groupByOf, periodParameters } from '../cohort-parameters.ts';

/** What `GET /v1/statistics/steps` is asked: about the requests submitted in the period. */
export const stepsParameters = z.extend(periodParameters, {
  step: z.optional(stepCode).check(z.describe('Only this step')),
  unit: z
    .optional(unitCode)
    .check(z.describe('Only what this unit did, and the requests that it was responsible for')),
  'group-by': groupByOf(stepGroupings),
});
