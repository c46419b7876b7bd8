import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { text } from './fields.ts';

/** Someone’s personal data are erased. */
export const personalDataErased = eventType({
  type: 'motcua.personal-data.erased.v1',
  meaning: 'The personal data of a person were erased: they are not shown again.',
  effect: 'None.',
  leadsTo: null,
  personal: ['subject'],
  data: z.strictObject({ subject: text(1, 128).check(z.describe('The sender’s reference of the person')) }),
  example: { subject: 'c-81' },
});
