import { dataQuality } from '../../shared/projections/data-quality.ts';
import { projecting } from '../projecting.ts';

/** The queue of the projection `data-quality`. */
export const handler = projecting(dataQuality);
