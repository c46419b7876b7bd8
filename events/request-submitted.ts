import * as z from 'zod';
import { eventType } from './event-type.ts';
import { agencyCode, channel, procedureCode, versionNumber } from './fields.ts';

/** A citizen or business hands in a request. The first event of every complete stream. */
export const requestSubmitted = eventType({
  type: 'motcua.request.submitted.v1',
  meaning: 'A citizen or a business handed in a request.',
  effect: 'The elapsed clock starts.',
  personal: ['applicant.reference', 'personal', 'location'],
  data: z.strictObject({
    agency: agencyCode.describe('The agency that received the request'),
    procedure: procedureCode.describe('The kind of service asked for'),
    procedureVersion: versionNumber.describe('Version of the procedure in force at receipt'),
    channel,
    applicant: z.strictObject({
      kind: z.enum(['citizen', 'business']),
      reference: z
        .string()
        .min(1)
        .max(128)
        .optional()
        .describe('The sender’s own reference of the applicant'),
    }),
    personal: z
      .strictObject({
        name: z.string().min(1).max(200).optional(),
        phone: z.string().min(1).max(50).optional(),
        email: z.string().min(3).max(254).optional(),
        address: z.string().min(1).max(500).optional(),
      })
      .optional()
      .describe('Personal data; never leaves the log'),
    location: z
      .strictObject({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
      })
      .optional()
      .describe('Where the service is asked for (WGS 84); personal'),
    onlineLevel: z.int().min(1).max(4).optional().describe('Level of online service asked for, 1 to 4'),
  }),
  example: {
    agency: 'H29.07',
    procedure: '1.004222',
    procedureVersion: 1,
    channel: 'counter',
    applicant: { kind: 'citizen', reference: 'c-81' },
  },
});
