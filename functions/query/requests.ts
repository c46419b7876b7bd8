import type * as z from 'zod/mini';
import { withoutPersonal } from '../../events/personal.ts';
import { loadStream } from '../../shared/event-store/event-log.ts';
import { loadHead } from '../../shared/event-store/load-snapshot.ts';
import { type Caller, callerOf, requireAgency, requireScope } from '../../shared/http/caller.ts';
import { Problem } from '../../shared/http/problem.ts';
import { type HttpResponse, json } from '../../shared/http/response.ts';
import { type Instant, instantText } from '../../shared/instant.ts';
import { meaningOf } from '../../shared/request/anomalies.ts';
import { fold } from '../../shared/request/fold.ts';
import type { Snapshot } from '../../shared/request/snapshot.ts';
import { statusOf } from '../../shared/request/state.ts';
import { isRequest, type Version } from '../../shared/request/stream.ts';
import type { requestAnswer, requestEventsAnswer } from './answers.ts';
import { type Call, log, now } from './context.ts';
import { eventsParameters, readParameters } from './parameters.ts';

const readerOf = (call: Call): Caller => {
  const caller = callerOf(call);
  requireScope(caller, 'events:write', 'statistics:read', 'operate');
  return caller;
};

/**
 * What is read of the request in the path, for callers who may see it.
 * @throws Problem 404 where there is none, 403 where it is foreign
 */
const readRequest = async <T extends { version: Version }>(
  call: Call,
  load: (request: string) => Promise<T>,
  holderOf: (read: T) => string | undefined,
): Promise<T> => {
  const caller = readerOf(call);
  const request = call.pathParameters?.['id'] ?? '';
  const read = isRequest(request) ? await load(request) : undefined;
  if (read === undefined || read.version === 0)
    throw new Problem('not-found', `There is no request ${request}.`);
  requireAgency(caller, holderOf(read));
  return read;
};

const loadSnapshot = async (request: string): Promise<Snapshot> =>
  (await loadHead(log, request, { consistent: true })).snapshot;

const optional = (at: Instant | undefined): string | null => (at === undefined ? null : instantText(at));

/** GET /v1/requests/{id}: where it stands now. */
export const getRequest = async (call: Call): Promise<HttpResponse> => {
  const { version, state } = await readRequest(call, loadSnapshot, ({ state }) => state.holder);
  const at = now();
  const { received, ended, due } = state;
  const elapsedMs = received === undefined ? null : Math.max(0, (ended ?? at) - received);
  const body: z.input<typeof requestAnswer> = {
    id: state.request,
    version,
    status: statusOf(state),
    agency: state.holder ?? null,
    unit: state.unit ?? null,
    official: state.official ?? null,
    procedure: state.procedure ?? null,
    procedureVersion: state.procedureVersion ?? null,
    channel: state.channel ?? null,
    received: optional(received),
    accepted: optional(state.accepted),
    due: optional(due),
    overdue: due !== undefined && ended === undefined && due < at,
    ended: optional(ended),
    outcome: state.outcome ?? null,
    clocks: {
      elapsed: elapsedMs === null ? null : { seconds: elapsedMs / 1000, running: ended === undefined },
    },
    anomalies: state.anomalies.map(({ rule, version }) => ({ rule, meaning: meaningOf(rule), version })),
  };
  return json(200, body, { etag: `"${version}"` });
};

/** GET /v1/requests/{id}/events: the stream, paged by version, without personal fields. */
export const getRequestEvents = async (call: Call): Promise<HttpResponse> => {
  const { after, limit } = readParameters(eventsParameters, call.queryStringParameters);
  const stream = await readRequest(
    call,
    (request) => loadStream(log, request, { consistent: true }),
    (stream) => fold(stream).holder,
  );
  const page = stream.events.filter(({ version }) => version > after).slice(0, limit);
  const last = page.at(-1)?.version ?? after;
  const body: z.input<typeof requestEventsAnswer> = {
    request: stream.request,
    version: stream.version,
    events: page.map(({ version, recordedAt, event }) => ({
      version,
      recordedAt: instantText(recordedAt),
      event: withoutPersonal(event),
    })),
    next: last < stream.version ? `/v1/requests/${stream.request}/events?after=${last}&limit=${limit}` : null,
  };
  return json(200, body, { etag: `"${stream.version}"` });
};
