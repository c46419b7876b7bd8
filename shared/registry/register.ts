import type { Issue } from '../../events/issues.ts';
import type { Entry } from '../../events/registry/catalogue.ts';
import type { RegistryKind } from '../../events/registry/kind.ts';
import { type EventLog, HeadMoved } from '../event-store/event-log.ts';
import type { Recorder } from '../request/stream.ts';
import type { Surroundings } from '../surroundings.ts';
import { decide } from './decide.ts';
import type { Registrations } from './registration.ts';
import { appendRegistrations, readRegistrations } from './registry-log.ts';

export type Registered<K extends RegistryKind> =
  | { readonly status: 'registered'; readonly registrations: Registrations<K> }
  | { readonly status: 'invalid'; readonly issues: readonly Issue[] }
  /** The caller saw another state than the one that it would change. */
  | { readonly status: 'unexpected'; readonly registrations: Registrations<K> };

export type Registering<K extends RegistryKind> = {
  readonly entries: readonly Entry<K>[];
  readonly prefixOf: (index: number) => string;
  /** Whether what is registered is what the caller expects. */
  readonly expects: (registered: Registrations<K>) => boolean;
  readonly sender: Recorder;
};

const attempts = 20;
const longestDelayMs = 200;

/**
 * Registers the entries of a call, all in one commit or none. Operators seldom meet: a race that is lost is run again on
 * what the other wrote. Safe to repeat: what is registered already, just so, is not registered again.
 * @param known what was read before; only what came since is read (1 read unit)
 * @throws HeadMoved when every race was lost
 * @throws CommitTooLarge when the entries do not fit in one item
 */
export const register = async <K extends RegistryKind>(
  log: EventLog,
  known: Registrations<K>,
  { entries, prefixOf, expects, sender }: Registering<K>,
  { now, random, sleep }: Surroundings,
): Promise<Registered<K>> => {
  let registrations = known;
  for (let attempt = 1; ; attempt++) {
    registrations = await readRegistrations(log, registrations, { consistent: true });
    const decision = decide(registrations, entries, prefixOf);
    if (!decision.ok) return { status: 'invalid', issues: decision.issues };
    // Nothing to change: the call came before, and is answered as it was then.
    if (decision.append.length === 0) return { status: 'registered', registrations };
    if (!expects(registrations)) return { status: 'unexpected', registrations };
    try {
      const after = await appendRegistrations(log, registrations, decision.append, now(), sender);
      return { status: 'registered', registrations: after };
    } catch (error) {
      if (!(error instanceof HeadMoved) || attempt === attempts) throw error;
      await sleep(random() * longestDelayMs);
    }
  }
};
