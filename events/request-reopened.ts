import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { reason } from './fields.ts';

/** A request that had ended is taken up again. */
export const requestReopened = eventType({
  type: 'motcua.request.reopened.v1',
  meaning: 'A request that had ended was taken up again.',
  effect: 'The clocks go on.',
  leadsTo: 'in-progress',
  personal: ['reason'],
  data: z.strictObject({ reason }),
  example: { reason: 'The complaint was upheld.' },
});
