import type * as z from 'zod/mini';
import { withoutPersonal } from '../../events/personal.ts';
import { loadPage } from '../../shared/event-store/load-page.ts';
import { hasSeen, notModified, tagOf } from '../../shared/http/conditional.ts';
import { type HttpResponse, json } from '../../shared/http/response.ts';
import { instantText } from '../../shared/instant.ts';
import { version } from '../../shared/request/stream.ts';
import { readParameters } from '../parameters.ts';
import type { Call } from '../reading.ts';
import { log } from './context.ts';
import { cut } from './fields.ts';
import { isErased, mayReadPersonal } from './personal.ts';
import { readerOf, readRequest, readStream } from './reader.ts';
import type { recordedEvent } from './requests-answers.ts';
import { eventsParameters } from './requests-parameters.ts';

type Shown = z.input<typeof recordedEvent>;

/** A function may answer 6 MB. */
const mostBytes = 4_000_000;

/** As many events as an answer takes, at least one. */
const fitting = (events: readonly Shown[]): readonly Shown[] => {
  let bytes = 0;
  const tooMany = events.findIndex((event, index) => {
    bytes += Buffer.byteLength(JSON.stringify(event));
    return index > 0 && bytes > mostBytes;
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
  const mayBeErased = state.erased.length > 0;
  const isWhole =
    mayReadPersonal(caller, state) && !(mayBeErased && isErased(state, await readStream(request)));
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
