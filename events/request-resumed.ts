import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { legalGround } from './fields.ts';

/** Work on a suspended request goes on. */
export const requestResumed = eventType({
  type: 'motcua.request.resumed.v1',
  meaning: 'Work on the suspended request went on.',
  effect: 'The accountable clock resumes.',
  leadsTo: 'in-progress',
  personal: [],
  data: z.strictObject({ ground: z.optional(legalGround) }),
  example: {},
});
