import type * as z from 'zod/mini';
import { statuses } from '../../events/status.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { hasSeen, notModified } from '../../shared/http/conditional.ts';
import { tagOf } from '../../shared/http/entity-tag.ts';
import { type HttpResponse, json } from '../../shared/http/response.ts';
import { type Instant, instantText } from '../../shared/instant.ts';
import { meaningOf } from '../../shared/request/anomalies.ts';
import {
  accountableAt,
  type ClockReading,
  elapsedAt,
  pausedAt,
  workingAt,
} from '../../shared/request/clocks.ts';
import type { Snapshot } from '../../shared/request/snapshot.ts';
import { type RequestState, statusOf } from '../../shared/request/state.ts';
import { readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import { currentRegistry, now } from './context.ts';
import { cut } from './fields.ts';
import { isErased, mayReadPersonal, personalIn } from './personal.ts';
import { readerOf, readRequest, readStream } from './reader.ts';
import type { requestAnswer } from './requests-answers.ts';
import { requestParameters } from './requests-parameters.ts';

const optional = (at: Instant | undefined): string | null => (at === undefined ? null : instantText(at));

type Answer = z.input<typeof requestAnswer>;

const clockOf = (reading: ClockReading | null) =>
  reading && { seconds: reading.ms / 1000, running: reading.running };

/** The office's clocks count by the calendar of the agency that has the request, as it was at its receipt. */
const clocksOf = async (state: RequestState, at: Instant): Promise<Answer['clocks']> => {
  const { holder, received } = state;
  if (holder === undefined || received === undefined)
    return { elapsed: null, working: null, accountable: null, paused: null };
  const { workingTimes } = await currentRegistry();
  const time = workingTimes(holder)(received);
  return {
    elapsed: clockOf(elapsedAt(state, at)),
    working: clockOf(workingAt(state, at, time)),
    accountable: clockOf(accountableAt(state, at, time)),
    paused: clockOf(pausedAt(state, at)),
  };
};

const answerOf = async ({ version, state }: Snapshot, at: Instant): Promise<Answer> => {
  const status = statusOf(state);
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
    clocks: await clocksOf(state, at),
    anomalies: state.anomalies.map(({ rule, version }) => ({ rule, meaning: meaningOf(rule), version })),
  };
};

/** Personal fields are in the log alone; nothing for those who may not read them, and once they are erased. */
const readPersonal = async (caller: Caller, { request, state }: Snapshot) => {
  if (!mayReadPersonal(caller, state)) return {};
  const stream = await readStream(request);
  return isErased(state, stream) ? {} : personalIn(stream);
};

/** GET /v1/requests/{id}: where it stands now. */
export const getRequest = async (call: Call): Promise<HttpResponse> => {
  const caller = readerOf(call);
  const { fields } = readParameters(requestParameters, call.queryStringParameters);
  const snapshot = await readRequest(call, caller);
  const etag = tagOf(snapshot.version);
  if (hasSeen(call.headers, etag)) return notModified(etag);
  const [answer, personal] = await Promise.all([answerOf(snapshot, now()), readPersonal(caller, snapshot)]);
  return json(200, cut({ ...answer, ...personal }, fields), { etag });
};
