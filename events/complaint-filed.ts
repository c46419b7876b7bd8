import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { complaintId, instantText, text } from './fields.ts';

/** Someone complains about how the request was handled. */
export const complaintFiled = eventType({
  type: 'motcua.complaint.filed.v1',
  meaning: 'A complaint about the handling of the request came in.',
  effect: 'None.',
  leadsTo: null,
  personal: [],
  data: z.strictObject({
    complaint: complaintId,
    ground: text(1, 128).check(z.describe('What it is about, as a code')),
    due: z.optional(instantText).check(z.describe('When the answer is due')),
  }),
  example: { complaint: 'c-2024-17', ground: 'delay', due: '2024-02-20T17:00:00+07:00' },
});
