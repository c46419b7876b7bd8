import { dataQuality } from './data-quality.ts';
import { processingTimes } from './processing-times.ts';
import type { Projection } from './projection.ts';
import { requests } from './requests.ts';
import { satisfaction } from './satisfaction.ts';

/**
 * Every projection of a hub: what is compacted, swept and shown by health. A projection's own function imports only
 * that projection, so that its bundle stays small.
 */
export const projections: readonly Projection[] = [processingTimes, satisfaction, dataQuality, requests];
