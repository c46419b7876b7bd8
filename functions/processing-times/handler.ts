import { reading } from '../reading.ts';
import { getOffices } from './offices.ts';
import { getProcessingTimes } from './processing-times.ts';

/** How long requests take, in every way that it is asked. */
export const handler = reading([
  ['/v1/statistics/processing-times', getProcessingTimes],
  ['/v1/statistics/processing-times/offices', getOffices],
]);
