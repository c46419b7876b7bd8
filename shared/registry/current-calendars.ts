import type { Calendar } from '../../events/registry/calendar.ts';
import type { Zone } from '../calendar/zone.ts';
import type { EventLog } from '../event-store/event-log.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Current, keepCurrent } from './current.ts';
import { currentOf, noRegistrations } from './registration.ts';
import { readRegistrations } from './registry-log.ts';
import { type WorkingTimes, workingTimesOf } from './working-times.ts';

/** The authority's zone, and the calendar of agencies for which none is registered. */
export type Deployed = { readonly zone: Zone; readonly calendar: Calendar };

/** Reads the calendars that were registered since it last did. While none was, what they laid out is kept. */
export const calendarsReader = (
  log: EventLog,
  { zone, calendar }: Deployed,
): ((consistent: boolean) => Promise<WorkingTimes>) => {
  let known = noRegistrations('calendars');
  let workingTimes = workingTimesOf([], zone, calendar);
  return async (consistent) => {
    const read = await readRegistrations(log, known, { consistent });
    // Of two readings that overlapped, the one that came further counts.
    if (read.version > known.version) {
      known = read;
      const registered = currentOf(read).map(({ entry }) => entry);
      workingTimes = workingTimesOf(registered, zone, calendar);
    }
    return workingTimes;
  };
};

/** How agencies count their time, for a function that needs nothing else of the registry: ½ read unit each half minute. */
export const createCurrentCalendars = (
  log: EventLog,
  surroundings: Pick<Surroundings, 'now'>,
  deployed: Deployed,
): Current<WorkingTimes> => keepCurrent(calendarsReader(log, deployed), surroundings);
