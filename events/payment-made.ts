import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { amount, currency } from './fields.ts';

/** The applicant pays. */
export const paymentMade = eventType({
  type: 'motcua.payment.made.v1',
  meaning: 'The applicant paid.',
  effect: 'The accountable clock resumes.',
  leadsTo: 'in-progress',
  personal: [],
  data: z.strictObject({ amount, currency, method: z.enum(['online', 'cash', 'transfer', 'post']) }),
  example: { amount: 150_000, currency: 'VND', method: 'online' },
});
