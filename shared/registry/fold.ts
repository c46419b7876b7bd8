import type { Entry } from '../../events/registry/catalogue.ts';
import type { RegistryKind } from '../../events/registry/kind.ts';
import { instantOf } from '../instant.ts';
import { currentOf, type Registrations } from './registration.ts';
import type { Agency, Limit, Procedure, Registry } from './registry.ts';

/** The streams of all kinds. */
export type AllRegistrations = { readonly [K in RegistryKind]: Registrations<K> };

const agencyOf = ({ code, name, validFrom, validTo }: Entry<'agencies'>): Agency => ({
  code,
  name,
  ...(validFrom !== undefined && { validFrom: instantOf(validFrom) }),
  ...(validTo !== undefined && { validTo: instantOf(validTo) }),
});

const limitIn = ({ workingDays, calendarDays }: Entry<'procedures'>): Limit | undefined => {
  if (workingDays !== undefined) return { workingDays };
  return calendarDays === undefined ? undefined : { calendarDays };
};

/** What the operators have registered: of each entry what was registered last. Calendars are for `workingTimesOf`. */
export const registryOf = ({
  agencies,
  sources,
  procedures,
}: Omit<AllRegistrations, 'calendars'>): Registry => {
  const versions = new Map<string, Map<number, Procedure>>();
  for (const { entry } of currentOf(procedures)) {
    const { code, version, name, field } = entry;
    const limit = limitIn(entry);
    const ofCode = versions.get(code) ?? new Map<number, Procedure>();
    ofCode.set(version, {
      code,
      version,
      name,
      ...(field !== undefined && { field }),
      ...(limit && { limit }),
    });
    versions.set(code, ofCode);
  }
  return {
    agencies: new Map(currentOf(agencies).map(({ entry }) => [entry.code, agencyOf(entry)])),
    sources: currentOf(sources).flatMap(({ entry: { client, sources } }) =>
      sources.map((source) => ({ client, source })),
    ),
    procedures: versions,
  };
};
