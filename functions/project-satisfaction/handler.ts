import { satisfaction } from '../../shared/projections/satisfaction.ts';
import { projecting } from '../projecting.ts';

/** The queue of the projection `satisfaction`. */
export const handler = projecting(satisfaction);
