import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { reason, text } from './fields.ts';

/** An earlier event of the stream is taken back. */
export const eventRetracted = eventType({
  type: 'motcua.event.retracted.v1',
  meaning: 'An earlier event of this request was wrong: it counts as if it had never been sent.',
  effect: 'Undoes what the event did.',
  leadsTo: null,
  personal: ['reason'],
  data: z.strictObject({
    id: text(1, 256).check(z.describe('Id of the event that is taken back')),
    source: z
      .optional(text(1, 1_024))
      .check(z.describe('Source of the event that is taken back; left out, the same source')),
    reason,
  }),
  example: { id: '7f3c-1', reason: 'Entered for the wrong dossier.' },
});
