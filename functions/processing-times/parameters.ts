import * as z from 'zod/mini';
import { cohortParameters } from '../cohort-parameters.ts';
import { clockParameter, graceParameter } from './clock-parameters.ts';

export const processingTimesParameters = z.extend(cohortParameters, {
  clock: clockParameter,
  grace: graceParameter,
});
