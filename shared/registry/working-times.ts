import type { Calendar } from '../../events/registry/calendar.ts';
import type { Entry } from '../../events/registry/catalogue.ts';
import { periodIndex } from '../calendar/periods.ts';
import { type WorkingTime, workingTime } from '../calendar/working-time.ts';
import { startOfDay, type Zone } from '../calendar/zone.ts';
import type { Instant } from '../instant.ts';

/** How an agency counts its time at an instant. Ask for the agency once where there are many instants. */
export type WorkingTimes = (agency: string) => (at: Instant) => WorkingTime;

/** The agency one dot up the tree. */
const above = (agency: string): string | undefined => {
  const dot = agency.lastIndexOf('.');
  return dot < 0 ? undefined : agency.slice(0, dot);
};

/** A calendar, and the first instant at which it holds. */
type Dated = { readonly from: number; readonly time: WorkingTime };

/**
 * By the calendar that holds for the agency on that day: the last that began of those registered for it, or for the nearest
 * agency above it that has one, or else the deployment's.
 */
export const workingTimesOf = (
  registered: readonly Entry<'calendars'>[],
  zone: Zone,
  deployed: Calendar,
): WorkingTimes => {
  const otherwise: Dated = { from: Number.NEGATIVE_INFINITY, time: workingTime(deployed, zone) };
  const dated = registered.map(({ agency, validFrom, calendar }) => ({
    agency,
    from: validFrom === undefined ? Number.NEGATIVE_INFINITY : startOfDay(validFrom, zone),
    time: workingTime(calendar, zone),
  }));
  const byAgency = Map.groupBy(
    dated.toSorted((one, other) => one.from - other.from),
    ({ agency }) => agency,
  );
  /** Those that hold one after the other: from the first day of an agency's own on, none of those above it. */
  const inTurn = (agency: string | undefined): readonly Dated[] => {
    if (agency === undefined) return [otherwise];
    const own = byAgency.get(agency) ?? [];
    const first = own[0]?.from ?? Number.POSITIVE_INFINITY;
    return [...inTurn(above(agency)).filter(({ from }) => from < first), ...own];
  };
  return (agency) => {
    const turns = inTurn(agency);
    const last = turns.at(-1) ?? otherwise;
    if (turns.length === 1) return () => last.time;
    const starts = Float64Array.from(turns, ({ from }) => from);
    return (at) => (turns[periodIndex(starts, at)] ?? otherwise).time;
  };
};
