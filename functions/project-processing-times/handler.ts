import { processingTimes } from '../../shared/projections/processing-times.ts';
import { projecting } from '../projecting.ts';

/** The queue of the projection `processing-times`. */
export const handler = projecting(processingTimes);
