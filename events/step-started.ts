import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { instantText, officialReference, stepCode, unitCode } from './fields.ts';

/** One step of the procedure begins. */
export const stepStarted = eventType({
  type: 'motcua.step.started.v1',
  meaning: 'A unit began a step of the procedure.',
  effect: 'None.',
  leadsTo: 'in-progress',
  personal: [],
  data: z.strictObject({
    step: stepCode,
    unit: z.optional(unitCode),
    official: z.optional(officialReference),
    due: z.optional(instantText).check(z.describe('When the step is due')),
  }),
  example: {
    step: 'appraisal',
    unit: 'land-registry',
    official: 'official-12',
    due: '2024-01-19T17:00:00+07:00',
  },
});
