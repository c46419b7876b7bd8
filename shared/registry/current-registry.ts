import type { Calendar } from '../../events/registry/calendar.ts';
import type { RegistryKind } from '../../events/registry/kind.ts';
import type { Zone } from '../calendar/zone.ts';
import type { EventLog } from '../event-store/event-log.ts';
import type { Instant } from '../instant.ts';
import type { Surroundings } from '../surroundings.ts';
import { type AllRegistrations, registryOf } from './fold.ts';
import { currentOf, noRegistrations, type Registrations } from './registration.ts';
import type { Registry } from './registry.ts';
import { readRegistrations } from './registry-log.ts';
import { type WorkingTimes, workingTimesOf } from './working-times.ts';

/** With the calendar of the deployment, there is one for every agency. */
type WithTimes = Registry & { readonly workingTimes: WorkingTimes };

export type CurrentRegistry = {
  /** The registry as it was at most half a minute ago, or as last read while reading fails. */
  (): Promise<WithTimes>;
  /** The registry as it is now: read before anybody is refused by it. */
  readonly now: () => Promise<WithTimes>;
};

const freshMs = 30_000;

/** Of two readings that overlapped, the one that came further. */
const later = <K extends RegistryKind>(a: Registrations<K>, b: Registrations<K>): Registrations<K> =>
  a.version > b.version ? a : b;

/**
 * The registry that a function's instance keeps: the streams are read once, and what came since at most every half minute
 * (½ read unit a kind). Callers that meet share one reading.
 * @param deployed the authority's zone, and the calendar of agencies for which none is registered
 * @throws Error where it was never read and cannot be
 */
export const createCurrentRegistry = (
  log: EventLog,
  { now }: Pick<Surroundings, 'now'>,
  deployed: { readonly zone: Zone; readonly calendar: Calendar },
): CurrentRegistry => {
  let known: AllRegistrations = {
    agencies: noRegistrations('agencies'),
    sources: noRegistrations('sources'),
    procedures: noRegistrations('procedures'),
    calendars: noRegistrations('calendars'),
  };
  let registry: WithTimes | undefined;
  let readAt: Instant | undefined;
  let reading: Promise<WithTimes> | undefined;

  const read = async (consistent: boolean): Promise<WithTimes> => {
    readAt = now();
    const from = known;
    const [agencies, sources, procedures, calendars] = await Promise.all([
      readRegistrations(log, from.agencies, { consistent }),
      readRegistrations(log, from.sources, { consistent }),
      readRegistrations(log, from.procedures, { consistent }),
      readRegistrations(log, from.calendars, { consistent }),
    ]);
    known = {
      agencies: later(known.agencies, agencies),
      sources: later(known.sources, sources),
      procedures: later(known.procedures, procedures),
      calendars: later(known.calendars, calendars),
    };
    const given = currentOf(known.calendars).map(({ entry }) => entry);
    const workingTimes = workingTimesOf(given, deployed.zone, deployed.calendar);
    registry = { ...registryOf(known), workingTimes };
    return registry;
  };

  const current = async (): Promise<WithTimes> => {
    if (registry !== undefined && readAt !== undefined && now() - readAt < freshMs) return registry;
    reading ??= read(false).finally(() => {
      reading = undefined;
    });
    const last = registry;
    return last === undefined ? reading : reading.catch(() => last);
  };
  return Object.assign(current, { now: () => read(true) });
};
