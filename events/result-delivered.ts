import * as z from 'zod/mini';
import { eventType } from './event-type.ts';

/** The applicant gets the result. */
export const resultDelivered = eventType({
  type: 'motcua.result.delivered.v1',
  meaning: 'The result was handed over to the applicant.',
  effect: 'None.',
  leadsTo: 'delivered',
  personal: [],
  data: z.strictObject({ method: z.enum(['counter', 'online', 'post', 'email']) }),
  example: { method: 'counter' },
});
