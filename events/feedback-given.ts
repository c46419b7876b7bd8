import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { score, surveyCode, text, versionNumber } from './fields.ts';

/** The factors that a survey may rate, after SIPAS (Vietnam's index of satisfaction with public services). */
export const factors = ['access', 'procedure', 'official', 'result', 'handling'] as const;
export type Factor = (typeof factors)[number];

/** The applicant answers the survey. */
export const feedbackGiven = eventType({
  type: 'motcua.feedback.given.v1',
  meaning: 'The applicant answered a survey.',
  effect: 'None.',
  leadsTo: null,
  personal: ['comment'],
  data: z.strictObject({
    survey: surveyCode,
    surveyVersion: versionNumber,
    overall: score,
    courtesy: z.optional(score).check(z.describe('How courteous the officials were (the “smile”)')),
    factors: z.optional(z.partialRecord(z.enum(factors), score)),
    comment: z.optional(text(1, 4_000)).check(z.describe('Free text; personal, never in statistics')),
  }),
  example: {
    survey: 'sipas',
    surveyVersion: 1,
    overall: 4,
    courtesy: 5,
    factors: { access: 4, procedure: 3, official: 5, result: 4, handling: 4 },
  },
});
