import * as z from 'zod/mini';
import { cohortParameters } from '../cohort-parameters.ts';

export const processingTimesParameters = z.extend(cohortParameters, {
  clock: z
    .prefault(z.enum(['elapsed']), 'elapsed')
    .check(z.describe('How time is counted; `elapsed`: from submission to resolution')),
});
