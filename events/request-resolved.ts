import * as z from 'zod/mini';
import { eventType } from './event-type.ts';

/** The agency decides: the request is closed. */
export const requestResolved = eventType({
  type: 'motcua.request.resolved.v1',
  meaning: 'The agency closed the request with a decision or with the service done.',
  effect: 'All clocks stop.',
  leadsTo: 'resolved',
  personal: [],
  data: z.strictObject({ outcome: z.enum(['granted', 'denied', 'partial', 'done']) }),
  example: { outcome: 'granted' },
});
