import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { agencyCode, channel, procedureCode, text, versionNumber, whole } from './fields.ts';

/** A citizen or business hands in a request. The first event of every complete stream. */
export const requestSubmitted = eventType({
  type: 'motcua.request.submitted.v1',
  meaning: 'A citizen or a business handed in a request.',
  effect: 'The elapsed clock starts.',
  leadsTo: 'submitted',
  personal: ['applicant.reference', 'personal', 'location'],
  data: z.strictObject({
    agency: agencyCode.check(z.describe('The agency that received the request')),
    procedure: procedureCode.check(z.describe('The kind of service asked for')),
    procedureVersion: versionNumber.check(z.describe('Version of the procedure in force at receipt')),
    channel,
    applicant: z.strictObject({
      kind: z.enum(['citizen', 'business']),
      reference: z.optional(text(1, 128)).check(z.describe('The sender’s own reference of the applicant')),
    }),
    personal: z
      .optional(
        z.strictObject({
          name: z.optional(text(1, 200)),
          phone: z.optional(text(1, 50)),
          email: z.optional(text(3, 254)),
          address: z.optional(text(1, 500)),
        }),
      )
      .check(z.describe('Personal data; never leaves the log')),
    location: z
      .optional(
        z.strictObject({
          latitude: z.number().check(z.minimum(-90), z.maximum(90)),
          longitude: z.number().check(z.minimum(-180), z.maximum(180)),
        }),
      )
      .check(z.describe('Where the service is asked for (WGS 84); personal')),
    onlineLevel: z.optional(whole(1, 4)).check(z.describe('Level of online service asked for, 1 to 4')),
  }),
  example: {
    agency: 'H29.07',
    procedure: '1.004222',
    procedureVersion: 1,
    channel: 'counter',
    applicant: { kind: 'citizen', reference: 'c-81' },
  },
});
