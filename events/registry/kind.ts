/**
 * What operators register: the kinds by their names in the API, each with the type of its events. There are no schemas
 * here, so that what only reads the registry starts without them.
 */
export const registryTypes = {
  agencies: 'motcua.agency.registered.v1',
  sources: 'motcua.source.registered.v1',
  procedures: 'motcua.procedure.registered.v1',
  calendars: 'motcua.calendar.registered.v1',
} as const;

export type RegistryKind = keyof typeof registryTypes;

export const registryKinds = Object.keys(registryTypes) as RegistryKind[];

export const isRegistryKind = (name: string): name is RegistryKind => Object.hasOwn(registryTypes, name);

/** The kind whose events have this type; undefined where it is no type of the registry. */
export const kindOfType = (type: string): RegistryKind | undefined =>
  registryKinds.find((kind) => registryTypes[kind] === type);

/**
 * The fields that name an entry. The first is its code, as paths have it; where there are two, a code has several
 * entries: a procedure one a version, an agency a calendar from each day on.
 */
export const keyFields = {
  agencies: ['code'],
  sources: ['client'],
  procedures: ['code', 'version'],
  calendars: ['agency', 'validFrom'],
} as const satisfies Record<RegistryKind, readonly string[]>;

/** The partition of the log that holds the registrations of a kind: no request's id begins with a slash. */
export const partitionOf = (kind: RegistryKind): string => `/registry/${kind}`;

/** The kind whose registrations a partition holds; undefined where it is none of the registry. */
export const kindOfPartition = (partition: string): RegistryKind | undefined =>
  registryKinds.find((kind) => partitionOf(kind) === partition);
