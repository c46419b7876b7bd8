import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { reason } from './fields.ts';

/** The agency stops for good. */
export const requestStopped = eventType({
  type: 'motcua.request.stopped.v1',
  meaning: 'The agency stopped work on the request for good, and said why.',
  effect: 'The request ends, outcome `stopped`; it counts as neither closed nor open.',
  leadsTo: 'stopped',
  personal: ['reason'],
  data: z.strictObject({ reason }),
  example: { reason: 'The applicant did not answer for six months.' },
});
