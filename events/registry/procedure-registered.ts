import * as z from 'zod/mini';
import {
  amount,
  currency,
  procedureCode,
  stepCode,
  text,
  unitCode,
  versionNumber,
  whole,
} from '../fields.ts';
import { registryType } from './registry-type.ts';

/** A service that can be asked for, in one version; requests name the version that was in force at receipt. */
export const procedureRegistered = registryType({
  meaning: 'The authority offers this procedure; this is what its version says.',
  data: z
    .strictObject({
      code: procedureCode,
      version: versionNumber,
      name: text(1, 500),
      field: z
        .optional(text(1, 200))
        .check(z.describe('The field of administration it belongs to, by which boards group procedures')),
      publishedOn: z.optional(z.iso.date()).check(z.describe('The day on which this version was published')),
      workingDays: z
        .optional(whole(0, 2_000))
        .check(z.describe('Working days from acceptance; left out where there is no limit')),
      calendarDays: z
        .optional(whole(0, 5_000))
        .check(
          z.describe('Calendar days from acceptance, where the limit is counted so; not beside working days'),
        ),
      fee: z.optional(z.strictObject({ amount, currency })),
      onlineLevel: z.optional(whole(1, 4)).check(z.describe('Level of online service offered, 1 to 4')),
      steps: z
        .optional(
          z
            .array(
              z.strictObject({
                code: stepCode,
                name: z.optional(text(1, 256)),
                unit: z.optional(unitCode),
                workingDays: z.optional(whole(0, 2_000)),
              }),
            )
            .check(z.maxLength(100)),
        )
        .check(z.describe('What the agency does, in order')),
    })
    .check(
      z.refine(({ workingDays, calendarDays }) => workingDays === undefined || calendarDays === undefined, {
        error: 'a limit is in working days or in calendar days, not in both',
        path: ['calendarDays'],
      }),
    ),
  example: {
    code: '1.004222',
    version: 1,
    name: 'Registration of a birth',
    field: 'Civil status',
    publishedOn: '2023-12-01',
    workingDays: 2,
    fee: { amount: 8000, currency: 'VND' },
    onlineLevel: 4,
    steps: [{ code: 'appraisal', name: 'Appraisal', unit: 'one-stop-desk', workingDays: 1 }],
  },
});
