import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { reason } from './fields.ts';

/** The agency does not take the request on. */
export const requestRefused = eventType({
  type: 'motcua.request.refused.v1',
  meaning: 'The agency did not take the request on, and said why.',
  effect: 'The request ends, outcome `refused`; it counts as neither closed nor open.',
  leadsTo: 'refused',
  personal: ['reason'],
  data: z.strictObject({ reason }),
  example: { reason: 'The land lies in another district.' },
});
