import { xlsxType } from '../../shared/xlsx/media-type.ts';
import { reading } from '../reading.ts';
import { getFormII06a } from './form-ii-06a.ts';
import { getOffices } from './offices.ts';

/** Offices side by side: the form that they file, and what is fair to say when they are compared. */
export const handler = reading([
  ['/v1/statistics/processing-times/form-ii-06a', getFormII06a, xlsxType],
  ['/v1/statistics/processing-times/offices', getOffices],
]);
