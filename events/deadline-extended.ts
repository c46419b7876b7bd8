import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { instantText, reason } from './fields.ts';

/** The due date moves. */
export const deadlineExtended = eventType({
  type: 'motcua.deadline.extended.v1',
  meaning: 'The agency moved the due date, and said why.',
  effect: 'The due date moves.',
  leadsTo: null,
  personal: ['reason'],
  data: z.strictObject({ due: instantText.check(z.describe('The new due date')), reason }),
  example: { due: '2024-02-02T17:00:00+07:00', reason: 'The site must be measured again.' },
});
