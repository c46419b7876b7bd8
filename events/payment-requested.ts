import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { amount, currency } from './fields.ts';

/** The applicant is asked to pay. */
export const paymentRequested = eventType({
  type: 'motcua.payment.requested.v1',
  meaning: 'The agency asked the applicant to pay a fee.',
  effect: 'The accountable clock pauses.',
  leadsTo: 'awaiting-payment',
  personal: [],
  data: z.strictObject({ amount, currency }),
  example: { amount: 150_000, currency: 'VND' },
});
