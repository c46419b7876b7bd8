import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { agencyCode, reason } from './fields.ts';

/** The request goes to another agency. */
export const requestForwarded = eventType({
  type: 'motcua.request.forwarded.v1',
  meaning: 'The request was handed on to another agency, which has it from now on.',
  effect: 'None.',
  leadsTo: null,
  personal: ['reason'],
  data: z.strictObject({
    to: agencyCode.check(z.describe('The agency that has the request now')),
    reason: z.optional(reason),
  }),
  example: { to: 'H29.12' },
});
