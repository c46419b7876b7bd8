import * as z from 'zod';
import { eventType } from './event-type.ts';
import { score, surveyCode, versionNumber } from './fields.ts';

/** The factors that a survey may rate, after SIPAS (Vietnam's index of satisfaction with public services). */
export const factors = ['access', 'procedure', 'official', 'result', 'handling'] as const;
export type Factor = (typeof factors)[number];

/** The applicant answers the survey. */
export const feedbackGiven = eventType({
  type: 'motcua.feedback.given.v1',
  meaning: 'The applicant answered a survey.',
  effect: 'None.',
  personal: ['comment'],
  data: z.strictObject({
    survey: surveyCode,
    surveyVersion: versionNumber,
    overall: score,
    courtesy: score.optional().describe('How courteous the officials were (the “smile”)'),
    factors: z.partialRecord(z.enum(factors), score).optional(),
    comment: z.string().min(1).max(4_000).optional().describe('Free text; personal, never in statistics'),
  }),
  example: {
    survey: 'sipas',
    surveyVersion: 1,
    overall: 4,
    courtesy: 5,
    factors: { access: 4, procedure: 3, official: 5, result: 4, handling: 4 },
  },
});
