import { requestId } from '../../events/fields.ts';
import { loadStream } from '../../shared/event-store/event-log.ts';
import { loadHead } from '../../shared/event-store/load-snapshot.ts';
import { type Caller, callerOf, requireScope } from '../../shared/http/caller.ts';
import { Problem } from '../../shared/http/problem.ts';
import { partiesOf, takesPart } from '../../shared/request/participation.ts';
import type { Snapshot } from '../../shared/request/snapshot.ts';
import type { Stream } from '../../shared/request/stream.ts';
import type { Call } from '../reading.ts';
import { log } from './context.ts';

/** Who reads requests. @throws Problem (403) where the token has no scope for it */
export const readerOf = (call: Call): Caller => {
  const caller = callerOf(call);
  requireScope(caller, 'events:write', 'statistics:read', 'operate');
  return caller;
};

/**
 * What the stream of the request in the path amounts to, for callers who may see it.
 * @throws Problem 404 where there is none, 403 where the token's agency takes no part in it
 */
export const readRequest = async (call: Call, caller: Caller): Promise<Snapshot> => {
  const request = call.pathParameters?.['id'] ?? '';
  const nothing = new Problem('not-found', `There is no request ${request}.`);
  // The log holds streams that are no requests; no id names one.
  if (!requestId.safeParse(request).success) throw nothing;
  const { snapshot } = await loadHead(log, request, { consistent: true });
  if (snapshot.version === 0) throw nothing;
  const parties = partiesOf(snapshot.state);
  const { received, retracted } = snapshot.state;
  const isSubmitted = received !== undefined || retracted?.place !== undefined;
  // Before its submission is known, it is of those that reported something about it.
  if (!isSubmitted) parties.push(...snapshot.reporters);
  if (caller.agency !== undefined && !takesPart(parties, caller.agency))
    throw new Problem(
      'foreign-agency',
      `Neither ${caller.agency} nor an agency under it takes part in this request.`,
    );
  return snapshot;
};

/** The stream, whole: for what snapshots do not hold. */
export const readStream = (request: string): Promise<Stream> =>
  loadStream(log, request, { consistent: true });
