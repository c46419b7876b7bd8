import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { instantText } from './fields.ts';

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
      .check(z.describe('When the result is due; left out where there is no time limit')),
  }),
  example: { due: '2024-01-26T17:00:00+07:00' },
});
