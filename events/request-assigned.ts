import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { officialReference, unitCode } from './fields.ts';

/** Someone is made responsible for the request. */
export const requestAssigned = eventType({
  type: 'motcua.request.assigned.v1',
  meaning: 'A unit, and where known an official, was made responsible for the request.',
  effect: 'None.',
  leadsTo: 'in-progress',
  personal: [],
  data: z.strictObject({ unit: unitCode, official: z.optional(officialReference) }),
  example: { unit: 'land-registry', official: 'official-12' },
});
