import { steps } from '../../shared/projections/steps.ts';
import { projecting } from '../projecting.ts';

/** The queue of the projection `steps`. */
export const handler = projecting(steps);
