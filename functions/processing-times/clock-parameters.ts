import * as z from 'zod/mini';
import { clockNames } from '../../shared/statistics/clocks.ts';

/** How time is counted: for every question about how long something took. */
export const clockParameter = z
  .prefault(z.enum(clockNames), 'elapsed')
  .check(
    z.describe(
      'How time is counted; `elapsed`: from submission to resolution; `working`: the hours worked from acceptance on; `accountable`: those without the time in which the office waited',
    ),
  );

/** Working time that is granted after the due instant. */
export const graceParameter = z.optional(
  z.string().check(
    z.regex(/^\d{1,3}[dh]$/, 'must be working days or hours, such as 2d or 4h'),
    z.meta({
      description:
        'Working days of 8 hours (`2d`) or working hours (`4h`), by the agency’s calendar, that `onTimeShareGrace` grants after the due instant',
      examples: ['2d'],
    }),
  ),
);
