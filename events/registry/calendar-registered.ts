import * as z from 'zod/mini';
import { agencyCode } from '../fields.ts';
import { calendarSchema } from './calendar.ts';
import { registryType } from './registry-type.ts';

/** When the offices of an agency and of those under it work, from a day on; of several calendars the one that began last counts. */
export const calendarRegistered = registryType({
  meaning: 'An agency, and those under it, work by this calendar from a day on.',
  data: z.strictObject({
    agency: agencyCode,
    validFrom: z
      .optional(z.iso.date())
      .check(z.describe('The first day on which it counts, in the authority’s zone; left out: since always')),
    calendar: calendarSchema,
  }),
  example: {
    agency: 'H29',
    validFrom: '2024-01-01',
    calendar: {
      name: 'City offices',
      weeks: [
        {
          hours: {
            monday: ['08:00-12:00', '13:00-17:00'],
            tuesday: ['08:00-12:00', '13:00-17:00'],
            wednesday: ['08:00-12:00', '13:00-17:00'],
            thursday: ['08:00-12:00', '13:00-17:00'],
            friday: ['08:00-12:00', '13:00-17:00'],
          },
          cutOff: '15:00',
        },
      ],
      daysOff: ['2024-01-01', '2024-04-30', '2024-05-01'],
      specialDays: { '2024-05-04': 'monday', '2024-02-07': ['08:00-12:00'] },
      coveredUntil: '2024-12-31',
    },
  },
});
