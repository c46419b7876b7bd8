import { xlsxType } from '../../shared/xlsx/media-type.ts';
import { reading } from '../reading.ts';
import { getProcessingTimesComparison } from './comparison.ts';
import { getProcessingTimesCurve } from './curve.ts';
import { getFlow } from './flow.ts';
import { getFormII06a } from './form-ii-06a.ts';
import { getOffices } from './offices.ts';
import { getProcessingTimes } from './processing-times.ts';

/** How long requests take, in every way that it is asked. */
export const handler = reading([
  ['/v1/statistics/processing-times', getProcessingTimes],
  ['/v1/statistics/processing-times/curve', getProcessingTimesCurve],
  ['/v1/statistics/processing-times/comparison', getProcessingTimesComparison],
  ['/v1/statistics/processing-times/flow', getFlow],
  ['/v1/statistics/processing-times/form-ii-06a', getFormII06a, xlsxType],
  ['/v1/statistics/processing-times/offices', getOffices],
]);
