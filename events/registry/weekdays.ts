/** The days of the week as `Date` numbers them: Sunday is 0. Apart from the schema, so that what counts time starts without it. */
export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;
export type Weekday = (typeof weekdays)[number];
