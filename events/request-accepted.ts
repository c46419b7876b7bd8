import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { instantText, whole } from './fields.ts';

/** The agency finds the request complete and takes it on, with the day it is due. */
export const requestAccepted = eventType({
  type: 'motcua.request.accepted.v1',
  meaning: 'The agency took the request on and, where the procedure has a time limit, said when it is due.',
  effect: 'The working and accountable clocks start; the due date is set.',
  leadsTo: 'accepted',
  personal: [],
  data: z.strictObject({
    due: z
      .optional(instantText)
      .check(z.describe('When the result is due; left out, it is counted in working days')),
    workingDays: z
      .optional(whole(0, 10_000))
      .check(
        z.describe('Working days to count from acceptance; left out too, as many as the procedure allows'),
      ),
  }),
  example: { due: '2024-01-26T17:00:00+07:00' },
});
