import type { Calendar } from '../../events/registry/calendar.ts';
import monFri from './shipped/mon-fri.json' with { type: 'json' };
import vietnam from './shipped/vietnam.json' with { type: 'json' };
import type { Zone } from './zone.ts';

/** The calendars that come with the hub; `shipped/vietnam.py` makes Vietnam's. */
export const shippedNames = ['vietnam', 'mon-fri'] as const;
export type ShippedName = (typeof shippedNames)[number];

/** Held to the schema by a test: checking years of days off again would cost every cold start milliseconds. */
export const shippedCalendars: Readonly<Record<ShippedName, Calendar>> = {
  vietnam: vietnam as Calendar,
  'mon-fri': monFri,
};

/** The shipped calendar of a name. @throws Error naming it where there is none */
export const shippedCalendar = (name: string): Calendar => {
  const known = shippedNames.find((shipped) => shipped === name);
  if (known === undefined) throw new Error(`calendar ${name} is none of ${shippedNames.join(', ')}`);
  return shippedCalendars[known];
};

/** The calendar of a deployment that names none. */
export const shippedFor = (zone: Zone): ShippedName => (zone === 'Asia/Ho_Chi_Minh' ? 'vietnam' : 'mon-fri');
