import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { instantText, text } from './fields.ts';

/** The agency apologises to the applicant. */
export const apologyIssued = eventType({
  type: 'motcua.apology.issued.v1',
  meaning: 'The agency apologised, for being late or for an error.',
  effect: 'None.',
  leadsTo: null,
  personal: [],
  data: z.strictObject({
    ground: z.enum(['late', 'error']),
    letter: z.optional(text(1, 128)).check(z.describe('Reference of the letter')),
    promised: z.optional(instantText).check(z.describe('When the result is promised now')),
  }),
  example: { ground: 'late', letter: '12/XL-UBND', promised: '2024-02-02T17:00:00+07:00' },
});
