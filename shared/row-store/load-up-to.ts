import type { WakeUp } from '../bus/wake-up.ts';
import { type EventLog, loadOpenings, loadStream } from '../event-store/event-log.ts';
import type { Stream } from '../request/stream.ts';

/** The log does not hold the version that a message named: it must come again. */
export class VersionNotReached extends Error {
  override readonly name = 'VersionNotReached';
}

type Wanted = Pick<WakeUp, 'request' | 'version'>;

/**
 * Reads a stream at half price; again with strong consistency where that does not reach the version.
 * @throws VersionNotReached where the log does not hold it
 */
export const loadUpTo = async (log: EventLog, { request, version }: Wanted): Promise<Stream> => {
  const cheap = await loadStream(log, request, { consistent: false });
  if (cheap.version >= version) return cheap;
  const sure = await loadStream(log, request, { consistent: true, known: cheap });
  if (sure.version < version)
    throw new VersionNotReached(`${request} is at ${sure.version}, not at ${version}`);
  return sure;
};

/** How to load what wake-ups name: those that are new come in one call for all. */
export const loaderFor = async (
  log: EventLog,
  wakeUps: readonly WakeUp[],
): Promise<(wakeUp: WakeUp) => Promise<Stream>> => {
  const fresh = wakeUps.filter(({ first }) => first === 1).map(({ request }) => request);
  const openings = await loadOpenings(log, fresh);
  return async (wakeUp) => {
    const opening = openings.get(wakeUp.request);
    return opening !== undefined && opening.version >= wakeUp.version ? opening : loadUpTo(log, wakeUp);
  };
};
