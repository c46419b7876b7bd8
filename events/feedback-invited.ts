import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { channel, surveyCode, versionNumber } from './fields.ts';

/** The applicant is asked to rate the service. */
export const feedbackInvited = eventType({
  type: 'motcua.feedback.invited.v1',
  meaning: 'The applicant was asked to answer a survey.',
  effect: 'None.',
  leadsTo: null,
  personal: [],
  data: z.strictObject({ survey: surveyCode, surveyVersion: versionNumber, channel }),
  example: { survey: 'sipas', surveyVersion: 1, channel: 'online' },
});
