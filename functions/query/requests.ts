import type * as z from 'zod/mini';
import { withoutPersonal } from '../../events/personal.ts';
import { statuses } from '../../events/status.ts';
import { loadStream } from '../../shared/event-store/event-log.ts';
import { loadPage } from '../../shared/event-store/load-page.ts';
import { loadHead } from '../../shared/event-store/load-snapshot.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { hasSeen, notModified, tagOf } from '../../shared/http/conditional.ts';
import { Problem } from '../../shared/http/problem.ts';
import { type HttpResponse, json } from '../../shared/http/response.ts';
import { type Instant, instantText } from '../../shared/instant.ts';
import { meaningOf } from '../../shared/request/anomalies.ts';
import { type ClockReading, elapsedAt, pausedAt } from '../../shared/request/clocks.ts';
import { takesPart } from '../../shared/request/participation.ts';
import type { Snapshot } from '../../shared/request/snapshot.ts';
import { statusOf } from '../../shared/request/state.ts';
import { version } from '../../shared/request/stream.ts';
import { type Call, log, now } from './context.ts';
import { cut } from './fields.ts';
import { readParameters } from './parameters.ts';
import { isErased, mayReadPersonal, personalIn } from './personal.ts';
import { readerOf } from './reader.ts';
import type { recordedEvent, requestAnswer } from './requests-answers.ts';
import { eventsParameters, requestParameters } from './requests-parameters.ts';

/**
 * What the stream of the request in the path amounts to, for callers who may see it.
 * @throws Problem 404 where there is none, 403 where the token's agency takes no part in it
 */
const readRequest = async (call: Call, caller: Caller): Promise<Snapshot> => {
  const request = call.pathParameters?.['id'] ?? '';
  const { snapshot } = await loadHead(log, request, { consistent: true });
  if (snapshot.version === 0) throw new Problem('not-found', `There is no request ${request}.`);
  if (caller.agency !== undefined && !takesPart(snapshot.state.participants, caller.agency))
    throw new Problem(
      'foreign-agency',
      `Neither ${caller.agency} nor an agency under it takes part in this request.`,
    );
  return snapshot;
};

const optional = (at: Instant | undefined): string | null => (at === undefined ? null : instantText(at));

const clockOf = ({ ms, running }: ClockReading) => ({ seconds: ms / 1000, running });

const answerOf = ({ version, state }: Snapshot, at: Instant): z.input<typeof requestAnswer> => {
  const status = statusOf(state);
  const elapsed = elapsedAt(state, at);
  const { due, ended } = state;
  return {
    id: state.request,
    version,
    status,
    nationalStatus: statuses[status].national,
    open311Status: statuses[status].open311,
    agency: state.holder ?? null,
    participants: [...state.participants],
    unit: state.unit ?? null,
    official: state.official ?? null,
    procedure: state.procedure ?? null,
    procedureVersion: state.procedureVersion ?? null,
    channel: state.channel ?? null,
    received: optional(state.received),
    accepted: optional(state.accepted),
    due: optional(due),
    overdue: due !== undefined && ended === undefined && due < at,
    ended: optional(ended),
    outcome: state.outcome ?? null,
    delivered: optional(state.delivered),
    waitingFor: state.pauses.filter(({ until }) => until === undefined).map(({ kind }) => kind),
    pauses: state.pauses.map(({ kind, from, until }) => ({
      kind,
      from: instantText(from),
      until: optional(until),
    })),
    extensions: state.extensions,
    apologies: state.apologies.map(({ ground, at, promised }) => ({
      ground,
      at: instantText(at),
      promised: optional(promised),
    })),
    closures: state.closures.map(({ ended, reopened }) => ({
      ended: instantText(ended),
      reopened: instantText(reopened),
    })),
    complaints: state.complaints.map(({ complaint, ground, filed, due, answered }) => ({
      complaint,
      ground: ground ?? null,
      filed: optional(filed),
      due: optional(due),
      answered: optional(answered),
    })),
    clocks: { elapsed: elapsed && clockOf(elapsed), paused: clockOf(pausedAt(state, at)) },
    anomalies: state.anomalies.map(({ rule, version }) => ({ rule, meaning: meaningOf(rule), version })),
  };
};

const loadWhole = (request: string) => loadStream(log, request, { consistent: true });

/** GET /v1/requests/{id}: where it stands now. Personal fields are read from the log, for those who may read them. */
export const getRequest = async (call: Call): Promise<HttpResponse> => {
  const caller = readerOf(call);
  const { fields } = readParameters(requestParameters, call.queryStringParameters);
  const snapshot = await readRequest(call, caller);
  const etag = tagOf(snapshot.version);
  if (hasSeen(call.headers, etag)) return notModified(etag);
  const personal = mayReadPersonal(caller, snapshot.state)
    ? personalIn(await loadWhole(snapshot.request))
    : {};
  return json(200, cut({ ...answerOf(snapshot, now()), ...personal }, fields), { etag });
};

type Shown = z.input<typeof recordedEvent>;

/** A function may answer 6 MB. */
const mostCharacters = 4_000_000;

/** As many events as an answer takes, at least one. */
const fitting = (events: readonly Shown[]): readonly Shown[] => {
  let characters = 0;
  const tooMany = events.findIndex((event, index) => {
    characters += Buffer.byteLength(JSON.stringify(event));
    return index > 0 && characters > mostCharacters;
  });
  return tooMany === -1 ? events : events.slice(0, tooMany);
};

/** GET /v1/requests/{id}/events: a page of the stream, whole for those who may read personal fields. */
export const getRequestEvents = async (call: Call): Promise<HttpResponse> => {
  const caller = readerOf(call);
  const { after, limit, fields } = readParameters(eventsParameters, call.queryStringParameters);
  const snapshot = await readRequest(call, caller);
  const { request, version: head, state } = snapshot;
  const etag = tagOf(head);
  if (hasSeen(call.headers, etag)) return notModified(etag);
  const isWhole = mayReadPersonal(caller, state) && !isErased(await loadWhole(request));
  const stored = after < head ? await loadPage(log, request, { after: version(after), limit }) : [];
  // What was appended since the head was read is of a later version of the stream.
  const known = stored.filter((event) => event.version <= head);
  const page = fitting(
    known.map(({ version, recordedAt, event }) => ({
      version,
      recordedAt: instantText(recordedAt),
      event: isWhole ? event : withoutPersonal(event),
    })),
  );
  const last = page.at(-1)?.version ?? after;
  const more = fields === undefined ? '' : `&fields=${fields.join(',')}`;
  const next = `/v1/requests/${request}/events?after=${last}&limit=${limit}${more}`;
  const body = {
    request,
    version: head,
    events: page.map((event) => cut(event, fields)),
    next: last < head ? next : null,
  };
  return json(200, body, { etag });
};
