import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { text } from './fields.ts';

/** The applicant is asked for what is missing. */
export const supplementRequested = eventType({
  type: 'motcua.supplement.requested.v1',
  meaning: 'The agency asked the applicant for what is missing.',
  effect: 'The accountable clock pauses.',
  leadsTo: 'awaiting-supplement',
  personal: ['missing'],
  data: z.strictObject({ missing: text(1, 2_000).check(z.describe('What is missing; free text')) }),
  example: { missing: 'A certified copy of the land-use certificate' },
});
