import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { text } from './fields.ts';

/** The applicant hands in what was missing. */
export const supplementProvided = eventType({
  type: 'motcua.supplement.provided.v1',
  meaning: 'The applicant handed in what was missing.',
  effect: 'The accountable clock resumes.',
  leadsTo: 'in-progress',
  personal: ['provided'],
  data: z.strictObject({ provided: z.optional(text(1, 2_000)).check(z.describe('What came; free text')) }),
  example: {},
});
