import type { RegistryKind } from '../../events/registry/kind.ts';
import type { EventLog } from '../event-store/event-log.ts';
import type { Instant } from '../instant.ts';
import type { Surroundings } from '../surroundings.ts';
import { type AllRegistrations, type DueBy, registryOf } from './fold.ts';
import { noRegistrations, type Registrations } from './registration.ts';
import type { Registry } from './registry.ts';
import { readRegistrations } from './registry-log.ts';

export type CurrentRegistry = {
  /** The registry as it was at most half a minute ago, or as last read while reading fails. */
  (): Promise<Registry>;
  /** The registry as it is now: read before anybody is refused by it. */
  readonly now: () => Promise<Registry>;
};

const freshMs = 30_000;

/** Of two readings that overlapped, the one that came further. */
const later = <K extends RegistryKind>(a: Registrations<K>, b: Registrations<K>): Registrations<K> =>
  a.version > b.version ? a : b;

/**
 * The registry that a function's instance keeps: the streams are read once, and what came since at most every half minute
 * (½ read unit a kind). Callers that meet share one reading.
 * @param dueBy makes of the calendars the counting of due dates; without it nothing is counted
 * @throws Error where it was never read and cannot be
 */
export const createCurrentRegistry = (
  log: EventLog,
  { now }: Pick<Surroundings, 'now'>,
  dueBy?: DueBy,
): CurrentRegistry => {
  let known: AllRegistrations = {
    agencies: noRegistrations('agencies'),
    sources: noRegistrations('sources'),
    procedures: noRegistrations('procedures'),
    calendars: noRegistrations('calendars'),
  };
  let registry: Registry | undefined;
  let readAt: Instant | undefined;
  let reading: Promise<Registry> | undefined;

  const read = async (consistent: boolean): Promise<Registry> => {
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
    registry = registryOf(known, dueBy);
    return registry;
  };

  const current = async (): Promise<Registry> => {
    if (registry !== undefined && readAt !== undefined && now() - readAt < freshMs) return registry;
    reading ??= read(false).finally(() => {
      reading = undefined;
    });
    const last = registry;
    return last === undefined ? reading : reading.catch(() => last);
  };
  return Object.assign(current, { now: () => read(true) });
};
