import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { legalGround } from './fields.ts';

/** Work on the request is suspended by law. */
export const requestSuspended = eventType({
  type: 'motcua.request.suspended.v1',
  meaning: 'Work on the request was suspended, on a legal ground.',
  effect: 'The accountable clock pauses.',
  leadsTo: 'suspended',
  personal: [],
  data: z.strictObject({ ground: legalGround }),
  example: { ground: 'Decree 61/2018, article 20: opinion of another authority' },
});
