import { requests } from '../../shared/projections/requests.ts';
import { projecting } from '../projecting.ts';

/** The queue of the projection `requests`. */
export const handler = projecting(requests);
