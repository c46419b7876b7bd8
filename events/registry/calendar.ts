import * as z from 'zod/mini';
import { text } from '../fields.ts';
import { weekdays } from './weekdays.ts';

const timeOfDay = /([01]\d|2[0-3]):[0-5]\d/.source;
const day = z.iso.date();

const span = z.string().check(
  z.regex(new RegExp(`^${timeOfDay}-(${timeOfDay}|24:00)$`), 'must be two times of day such as 08:00-12:00'),
  z.refine((value) => value.slice(0, 5) < value.slice(6), 'must end after it begins'),
);

/** Texts of one form are in order as they stand. */
const isAscending = (values: readonly string[]): boolean =>
  values.every((value, index) => index === 0 || (values[index - 1] ?? '') < value);

const spans = z.array(span).check(
  z.maxLength(12),
  z.refine(
    (list) => list.slice(1).every((next, index) => (list[index] ?? '').slice(6) <= next.slice(0, 5)),
    'must be in order and not overlap',
  ),
  z.describe('Local time in which the office works, in order; empty for none'),
);

const week = z.strictObject({
  validFrom: z
    .optional(day)
    .check(z.describe('The first day that follows this week; the first week has none')),
  hours: z.partialRecord(z.enum(weekdays), spans).check(
    z.refine((hours) => Object.values(hours).some((list) => list.length > 0), 'must be worked at some time'),
    z.describe('By day of the week; a day that is not named is not worked'),
  ),
  cutOff: z
    .optional(z.string().check(z.regex(new RegExp(`^${timeOfDay}$`), 'must be a time of day such as 15:00')))
    .check(z.describe('What is received later in the day counts from the next day on')),
});

const dates = (most: number) =>
  z.array(day).check(z.maxLength(most), z.refine(isAscending, 'must be in order'));

/**
 * When an office works, as JSON: how a calendar is registered, shipped and kept. Days and times are those of the
 * authority's zone.
 */
export const calendarSchema = z
  .strictObject({
    name: text(1, 200),
    weeks: z.array(week).check(
      z.minLength(1),
      z.maxLength(50),
      z.refine(
        (list) => list[0]?.validFrom === undefined && list.slice(1).every(({ validFrom }) => validFrom),
        'must all say from when but the first',
      ),
      z.refine((list) => isAscending(list.map(({ validFrom = '' }) => validFrom)), 'must be in order'),
    ),
    daysOff: dates(2_000).check(z.describe('Not worked, whatever day of the week they are')),
    specialDays: z
      .record(day, z.union([z.enum(weekdays), spans]))
      .check(
        z.describe(
          'Days with hours of their own: those of a day of the week (a Saturday worked as if it were a Monday), or spans (a half day)',
        ),
      ),
    coveredUntil: z
      .optional(day)
      .check(z.describe('The last day whose days off are known; after it only the week counts')),
  })
  .check(
    z.refine(
      ({ daysOff, specialDays }) => !daysOff.some((date) => date in specialDays),
      'must not name a day both off and special',
    ),
  );

export type Calendar = z.infer<typeof calendarSchema>;
