import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { complaintId } from './fields.ts';

/** A complaint is answered. */
export const complaintAnswered = eventType({
  type: 'motcua.complaint.answered.v1',
  meaning: 'A complaint was answered.',
  effect: 'None.',
  leadsTo: null,
  personal: [],
  data: z.strictObject({ complaint: complaintId }),
  example: { complaint: 'c-2024-17' },
});
