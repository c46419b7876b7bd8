import type { Calendar } from '../../events/registry/calendar.ts';
import type { Entry } from '../../events/registry/catalogue.ts';
import { type WorkingTime, workingTime } from '../calendar/working-time.ts';
import { dayOf, type Zone } from '../calendar/zone.ts';
import type { Instant } from '../instant.ts';

/** How an agency counts its time at an instant. */
export type WorkingTimes = (agency: string, at: Instant) => WorkingTime;

/** The agency one dot up the tree. */
const above = (agency: string): string | undefined => {
  const dot = agency.lastIndexOf('.');
  return dot < 0 ? undefined : agency.slice(0, dot);
};

/**
 * By the calendar that holds for the agency on that day: the last that began of those registered for it, or for the nearest
 * agency above it that has one, or else the deployment's.
 */
export const workingTimesOf = (
  registered: readonly Entry<'calendars'>[],
  zone: Zone,
  deployed: Calendar,
): WorkingTimes => {
  const otherwise = workingTime(deployed, zone);
  const dated = registered
    .map(({ agency, validFrom = '', calendar }) => ({ agency, validFrom, time: workingTime(calendar, zone) }))
    .toSorted((one, other) => one.validFrom.localeCompare(other.validFrom));
  const byAgency = Map.groupBy(dated, ({ agency }) => agency);
  return (agency, at) => {
    const day = dayOf(at, zone);
    for (let of: string | undefined = agency; of !== undefined; of = above(of)) {
      const held = byAgency.get(of)?.findLast(({ validFrom }) => validFrom <= day);
      if (held !== undefined) return held.time;
    }
    return otherwise;
  };
};
