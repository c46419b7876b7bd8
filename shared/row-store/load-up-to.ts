import type { WakeUp } from '../bus/wake-up.ts';
import { type EventLog, loadOpenings } from '../event-store/event-log.ts';
import { loadHead } from '../event-store/load-snapshot.ts';
import { type Scanned, wholeStream } from '../event-store/scan.ts';
import { type Snapshot, snapshotOf } from '../request/snapshot.ts';

/** The log does not hold the version that a message named: it must come again. */
export class VersionNotReached extends Error {
  override readonly name = 'VersionNotReached';
}

type Wanted = Pick<WakeUp, 'request' | 'version'>;

/**
 * Reads what a stream amounts to at half price; again with strong consistency where that does not reach the version.
 * @throws VersionNotReached where the log does not hold it
 */
export const loadUpTo = async (log: EventLog, { request, version }: Wanted): Promise<Snapshot> => {
  const known = await loadHead(log, request, { consistent: false });
  if (known.snapshot.version >= version) return known.snapshot;
  const { snapshot: sure } = await loadHead(log, request, { consistent: true, known });
  if (sure.version < version)
    throw new VersionNotReached(`${request} is at ${sure.version}, not at ${version}`);
  return sure;
};

/** What a request of a scan amounts to: folded from the page, or loaded where the page has not all of it. */
export const foldScanned = async (log: EventLog, scanned: Scanned): Promise<Snapshot> => {
  const stream = wholeStream(scanned);
  if (stream !== undefined) return snapshotOf(stream);
  return loadUpTo(log, { request: scanned.request, version: scanned.commits.at(-1)?.last ?? 0 });
};

/** How to load what wake-ups name: those that are new come in one call for all. */
export const loaderFor = async (
  log: EventLog,
  wakeUps: readonly WakeUp[],
): Promise<(wakeUp: WakeUp) => Promise<Snapshot>> => {
  const fresh = wakeUps.filter(({ first }) => first === 1).map(({ request }) => request);
  const openings = await loadOpenings(log, fresh);
  return async (wakeUp) => {
    const opening = openings.get(wakeUp.request);
    return opening !== undefined && opening.version >= wakeUp.version ? opening : loadUpTo(log, wakeUp);
  };
};
