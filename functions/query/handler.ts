import { reading } from '../reading.ts';
import { getDataQuality } from './data-quality.ts';
import { getHealth } from './health.ts';
import { getSatisfaction } from './satisfaction.ts';
import { getSteps } from './steps.ts';

/** The statistics, and how the hub is. */
export const handler = reading([
  ['/v1/statistics/satisfaction', getSatisfaction],
  ['/v1/statistics/data-quality', getDataQuality],
  ['/v1/statistics/steps', getSteps],
  ['/v1/health', getHealth],
]);
