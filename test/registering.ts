import type { Entry } from '../events/registry/catalogue.ts';
import type { RegistryKind } from '../events/registry/kind.ts';
import type { EventLog } from '../shared/event-store/event-log.ts';
import { instantOf } from '../shared/instant.ts';
import { noRegistrations } from '../shared/registry/registration.ts';
import { appendRegistrations, readRegistrations } from '../shared/registry/registry-log.ts';

/** Registers entries of a kind, past the API and its checks. */
export const registerAll = async <K extends RegistryKind>(
  log: EventLog,
  kind: K,
  entries: readonly Entry<K>[],
): Promise<void> => {
  const registered = await readRegistrations(log, noRegistrations(kind), { consistent: true });
  const at = instantOf('2026-11-24T03:00:00Z');
  await appendRegistrations(log, registered, entries, at, { client: 'tests' });
};
