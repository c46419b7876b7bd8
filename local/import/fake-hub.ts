import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { OutgoingEvent } from './row-events.ts';

/** Answers a call instead of the hub, and says so with true. */
export type Fault = (call: number, response: ServerResponse, events: readonly OutgoingEvent[]) => boolean;

const key = ({ source, id }: OutgoingEvent) => `${source} ${id}`;

/** A hub for tests: keeps events by source and id, and fails on purpose. */
export const startFakeHub = async (fault: Fault = () => false) => {
  const stored = new Map<string, OutgoingEvent>();
  const batches: OutgoingEvent[][] = [];
  const underWay = new Set<readonly OutgoingEvent[]>();
  const seen = {
    calls: 0,
    mostUnderWay: 0,
    sameRequestUnderWay: false,
    headers: {} as IncomingMessage['headers'],
  };

  const watch = (events: readonly OutgoingEvent[]) => {
    const requests = new Set(events.map(({ subject }) => subject));
    for (const other of underWay)
      seen.sameRequestUnderWay ||= other.some(({ subject }) => requests.has(subject));
    underWay.add(events);
    seen.mostUnderWay = Math.max(seen.mostUnderWay, underWay.size);
  };

  const answer = (event: OutgoingEvent) => {
    const before = stored.get(key(event));
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(event))
      return {
        status: 'rejected',
        problem: { title: 'Conflict', status: 409, detail: 'same id, other content' },
      };
    stored.set(key(event), event);
    return { status: before === undefined ? 'appended' : 'duplicate', version: 1 };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const events = JSON.parse(await text(request)) as OutgoingEvent[];
    seen.calls += 1;
    const call = seen.calls;
    seen.headers = request.headers;
    watch(events);
    // Time for other calls to arrive, so that overlaps show.
    await new Promise((resolve) => setTimeout(resolve, 2));
    underWay.delete(events);
    if (fault(call, response, events)) return;
    batches.push(events);
    const results = events.map(answer);
    const status = results.some((result) => result.status === 'rejected') ? 207 : 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ results }));
  };

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}`,
    stored,
    batches,
    seen,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Refuses a call with a status and, where given, a Retry-After header. */
export const refuse = (response: ServerResponse, status: number, retryAfter?: string): true => {
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
  });
  response.end(JSON.stringify({ title: 'Refused', status, detail: 'on purpose' }));
  return true;
};
