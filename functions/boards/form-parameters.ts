import * as z from 'zod/mini';
import { agencyCode, instantText } from '../../events/fields.ts';
import { formSubjects } from '../../shared/statistics/form-ii-06a.ts';
import { day, withPlus } from '../parameters.ts';

/** What form II.06a can be asked: of one period, which the form cannot do without. */
export const formParameters = z.strictObject({
  from: day.check(
    z.meta({ description: 'First day of the period, in the authority’s zone', examples: ['2024-01-01'] }),
  ),
  to: day.check(z.meta({ description: 'Last day of the period, included', examples: ['2024-12-31'] })),
  'as-of': z
    .optional(z.pipe(z.transform(withPlus), instantText))
    .check(z.describe('Only what had happened by then counts; default now, and the period’s end at most')),
  agency: z.optional(agencyCode).check(z.describe('This agency and those under it')),
  by: z
    .prefault(z.enum(formSubjects), 'agency')
    .check(z.describe('What the rows are of; `field`: of administration, as procedures are registered')),
});
