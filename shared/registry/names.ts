import type { EventLog } from '../event-store/event-log.ts';
import { registryOf } from './fold.ts';
import { noRegistrations } from './registration.ts';
import { latestOf, type Registry } from './registry.ts';
import { readRegistrations } from './registry-log.ts';

/** What agencies and procedures are called, and the field that a procedure belongs to; null where it is not registered. */
export type Names = {
  readonly agency: (code: string) => string | null;
  readonly procedure: (code: string) => string | null;
  readonly field: (procedure: string) => string | null;
};

const namesOf = (registry: Registry): Names => ({
  agency: (code) => registry.agencies.get(code)?.name ?? null,
  procedure: (code) => latestOf(registry, code)?.name ?? null,
  field: (code) => latestOf(registry, code)?.field ?? null,
});

/** Reads what was registered since it last did: ½ read unit each for agencies and procedures. */
export const namesReader = (log: EventLog): (() => Promise<Names>) => {
  let known = {
    agencies: noRegistrations('agencies'),
    procedures: noRegistrations('procedures'),
    sources: noRegistrations('sources'),
  };
  return async () => {
    const from = known;
    const [agencies, procedures] = await Promise.all([
      readRegistrations(log, from.agencies, { consistent: false }),
      readRegistrations(log, from.procedures, { consistent: false }),
    ]);
    known = { ...from, agencies, procedures };
    return namesOf(registryOf(known));
  };
};
