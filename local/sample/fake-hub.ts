import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { MotcuaEvent } from '../../events/envelope.ts';

type Answer = { readonly status: number; readonly body: unknown };
export type Call = {
  readonly path: string;
  readonly token: string;
  readonly type: string;
  readonly batch: MotcuaEvent[];
};
export type FakeHub = AsyncDisposable & { readonly apiUrl: string; readonly calls: readonly Call[] };

/** An HTTP server on loopback that stands for the hub in unit tests and keeps what it was called with. */
export const fakeHub = async (answer: (call: Call) => Answer): Promise<FakeHub> => {
  const calls: Call[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const call: Call = {
      path: request.url ?? '',
      token: request.headers.authorization ?? '',
      type: request.headers['content-type'] ?? '',
      batch: body === '' ? [] : (JSON.parse(body) as MotcuaEvent[]),
    };
    calls.push(call);
    const { status, body: answered } = answer(call);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}`,
    calls,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
};
