import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { instantText, officialReference, stepCode, unitCode } from './fields.ts';

/** One step of the procedure is done. */
export const stepCompleted = eventType({
  type: 'motcua.step.completed.v1',
  meaning: 'A step of the procedure was completed.',
  effect: 'None.',
  leadsTo: 'in-progress',
  personal: [],
  data: z.strictObject({
    step: stepCode,
    unit: z.optional(unitCode),
    official: z.optional(officialReference),
    due: z.optional(instantText).check(z.describe('When the step was due')),
  }),
  example: { step: 'appraisal', unit: 'land-registry', official: 'official-12' },
});
