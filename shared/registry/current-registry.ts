import type { RegistryKind } from '../../events/registry/kind.ts';
import type { EventLog } from '../event-store/event-log.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Current, keepCurrent } from './current.ts';
import { calendarsReader, type Deployed } from './current-calendars.ts';
import { type AllRegistrations, registryOf } from './fold.ts';
import { noRegistrations, type Registrations } from './registration.ts';
import type { Registry } from './registry.ts';
import { readRegistrations } from './registry-log.ts';
import type { WorkingTimes } from './working-times.ts';

/** With the calendar of the deployment, there is one for every agency. */
type WithTimes = Registry & { readonly workingTimes: WorkingTimes };

/** The registry as it was at most half a minute ago; `now` is read before anybody is refused by it. */
export type CurrentRegistry = Current<WithTimes>;

/** Of two readings that overlapped, the one that came further. */
const later = <K extends RegistryKind>(a: Registrations<K>, b: Registrations<K>): Registrations<K> =>
  a.version > b.version ? a : b;

/**
 * The registry that a function's instance keeps: the streams are read once, and what came since at most every half minute
 * (½ read unit a kind). Callers that meet share one reading.
 * @throws Error where it was never read and cannot be
 */
export const createCurrentRegistry = (
  log: EventLog,
  surroundings: Pick<Surroundings, 'now'>,
  deployed: Deployed,
): CurrentRegistry => {
  let known: Omit<AllRegistrations, 'calendars'> = {
    agencies: noRegistrations('agencies'),
    sources: noRegistrations('sources'),
    procedures: noRegistrations('procedures'),
  };
  const readCalendars = calendarsReader(log, deployed);
  const read = async (consistent: boolean): Promise<WithTimes> => {
    const from = known;
    const [agencies, sources, procedures, workingTimes] = await Promise.all([
      readRegistrations(log, from.agencies, { consistent }),
      readRegistrations(log, from.sources, { consistent }),
      readRegistrations(log, from.procedures, { consistent }),
      readCalendars(consistent),
    ]);
    known = {
      agencies: later(known.agencies, agencies),
      sources: later(known.sources, sources),
      procedures: later(known.procedures, procedures),
    };
    return { ...registryOf(known), workingTimes };
  };
  return keepCurrent(read, surroundings);
};
