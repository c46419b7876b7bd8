import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { reason } from './fields.ts';

/** The applicant takes the request back. */
export const requestWithdrawn = eventType({
  type: 'motcua.request.withdrawn.v1',
  meaning: 'The applicant withdrew the request.',
  effect: 'The request ends, outcome `withdrawn`; it counts as neither closed nor open.',
  leadsTo: 'withdrawn',
  personal: ['reason'],
  data: z.strictObject({ reason: z.optional(reason) }),
  example: {},
});
