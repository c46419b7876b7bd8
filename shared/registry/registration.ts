import type { Entry } from '../../events/registry/catalogue.ts';
import { keyFields, type RegistryKind } from '../../events/registry/kind.ts';
import type { Instant } from '../instant.ts';
import { type Recorder, type Version, version } from '../request/stream.ts';

/** One registration of an entry, at its version of the kind's stream. */
export type Registration<K extends RegistryKind = RegistryKind> = {
  readonly entry: Entry<K>;
  readonly version: Version;
  readonly recordedAt: Instant;
  readonly recordedBy: Recorder;
};

/** All that was ever registered of a kind, by version. */
export type Registrations<K extends RegistryKind = RegistryKind> = {
  readonly kind: K;
  readonly version: Version;
  readonly all: readonly Registration<K>[];
};

export const noRegistrations = <K extends RegistryKind>(kind: K): Registrations<K> => ({
  kind,
  version: version(0),
  all: [],
});

const fieldOf = (entry: Entry, name: string): string =>
  String((entry as Readonly<Record<string, string | number | undefined>>)[name] ?? '');

/** The code that an entry has in paths. */
export const codeOf = (kind: RegistryKind, entry: Entry): string => fieldOf(entry, keyFields[kind][0]);

/** What tells an entry from every other of its kind. */
export const keyOf = (kind: RegistryKind, entry: Entry): string =>
  JSON.stringify(keyFields[kind].map((name) => fieldOf(entry, name)));

/** The last registration of each entry, in the order of their versions. */
export const currentOf = <K extends RegistryKind>({ kind, all }: Registrations<K>): Registration<K>[] => {
  const current = new Map<string, Registration<K>>();
  for (const registration of all) {
    const key = keyOf(kind, registration.entry);
    // Taken out first, so that it moves to the end.
    current.delete(key);
    current.set(key, registration);
  }
  return [...current.values()];
};
