import type { AgencyCalendar, Calendar } from '../calendar/calendar.ts';
import { workingTime } from '../calendar/working-time.ts';
import { dayOf, type Zone } from '../calendar/zone.ts';
import type { Instant } from '../instant.ts';

/** When something that an agency received at an instant is due, in working days. */
export type DueAfter = (agency: string, from: Instant, workingDays: number) => Instant;

/** The agency one dot up the tree. */
const above = (agency: string): string | undefined => {
  const dot = agency.lastIndexOf('.');
  return dot < 0 ? undefined : agency.slice(0, dot);
};

/**
 * Counts by the calendar that holds for an agency on the day of receipt: the last that began of those registered for it, or
 * for the nearest agency above it that has one, or else the deployment's.
 */
export const dueAfterOf = (
  registered: readonly AgencyCalendar[],
  zone: Zone,
  deployed: Calendar,
): DueAfter => {
  const otherwise = workingTime(deployed, zone);
  const dated = registered
    .map(({ agency, validFrom = '', calendar }) => ({ agency, validFrom, time: workingTime(calendar, zone) }))
    .toSorted((one, other) => one.validFrom.localeCompare(other.validFrom));
  const byAgency = Map.groupBy(dated, ({ agency }) => agency);
  return (agency, from, workingDays) => {
    const day = dayOf(from, zone);
    for (let of: string | undefined = agency; of !== undefined; of = above(of)) {
      const held = byAgency.get(of)?.findLast(({ validFrom }) => validFrom <= day);
      if (held !== undefined) return held.time.dueAfter(from, workingDays);
    }
    return otherwise.dueAfter(from, workingDays);
  };
};
