import * as z from 'zod/mini';
import { agencyCode, instantText, text } from '../fields.ts';
import { registryType } from './registry-type.ts';

/** A unit of the authority; dots in its code make the tree. */
export const agencyRegistered = registryType({
  meaning: 'The authority has this agency, from when to when.',
  data: z.strictObject({
    code: agencyCode,
    name: text(1, 256),
    validFrom: z.optional(instantText).check(z.describe('Since when it exists; left out: since always')),
    validTo: z
      .optional(instantText)
      .check(z.describe('When it ended, itself no longer included; left out: it goes on')),
  }),
  example: { code: 'H29', name: 'People’s Committee of the city', validFrom: '2021-07-01T00:00:00+07:00' },
});
