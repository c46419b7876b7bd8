import { expect, vi } from 'vitest';
import type * as z from 'zod/mini';
import { problemAnswer } from '../functions/query/answers.ts';
import { realSurroundings } from '../functions/real-surroundings.ts';
import { createAppender } from '../shared/event-store/append.ts';
import { receiveEvents } from '../shared/event-store/receive.ts';
import { requests } from '../shared/projections/requests.ts';
import { compact } from '../shared/row-store/compact.ts';
import { projectRequests } from '../shared/row-store/project.ts';
import { putStatus } from '../shared/row-store/status.ts';
import type { Engine } from './engine.ts';
import { sender } from './events.ts';
import { type Answer, ask, functionEnvironment } from './gateway.ts';
import { projectorOf } from './rows.ts';

type Posted = { readonly subject: string };
type Claims = Readonly<Record<string, string>>;

/** The function that reads requests, over a log and a view of its own, where what is posted is in the work list at once. */
export const startReading = async (engine: Engine) => {
  const log = await engine.createLog();
  const view = await engine.createView();
  const environment = {
    ...functionEnvironment(engine.endpoint),
    EVENTS_TABLE: log.table,
    VIEW_TABLE: view.table,
    BUILD: 'test',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { handler } = await import('../functions/requests/handler.ts');
  const appender = createAppender(log, realSurroundings);
  const projector = projectorOf(requests, log, view, realSurroundings);

  const post = async (...events: readonly Posted[]): Promise<void> => {
    const receipts = await receiveEvents(appender, events, sender, realSurroundings);
    const versions = receipts.map((receipt) => {
      if (receipt.status !== 'appended') throw new Error(`not appended: ${JSON.stringify(receipt)}`);
      return receipt.version;
    });
    const recordedAt = realSurroundings.now();
    const wakeUps = events.map(({ subject: request }, index) => {
      const version = versions[index] ?? 0;
      return { request, first: version, version, recordedAt };
    });
    await projectRequests(projector, wakeUps);
    await putStatus(view, recordedAt, realSurroundings.now());
  };

  /** GET of a path with its query, by a token of these claims. */
  const get = (
    path: string,
    claims: Claims,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => {
    const url = new URL(path, 'http://hub');
    const id = /^\/v1\/requests\/([^/]+)/.exec(url.pathname)?.[1];
    return ask(handler, {
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      claims: { client_id: 'tests', ...claims },
      headers,
      ...(id !== undefined && { parameters: { id: decodeURIComponent(id) } }),
    });
  };
  return { handler, log, view, post, get, compact: () => compact(view, requests, realSurroundings.now) };
};

/** A good answer, checked against its schema. */
export const good = async <S extends z.ZodMiniType>(
  schema: S,
  answer: Promise<Answer>,
): Promise<z.output<S>> => {
  const { statusCode, body } = await answer;
  expect({ statusCode, body }).toMatchObject({ statusCode: 200 });
  return schema.parse(JSON.parse(body));
};

/** A refusal: a problem document of the status that was answered. */
export const refused = async (answer: Promise<Answer>): Promise<z.output<typeof problemAnswer>> => {
  const { statusCode, headers, body } = await answer;
  expect(headers['content-type']).toBe('application/problem+json');
  const document = problemAnswer.parse(JSON.parse(body));
  expect(document.status).toBe(statusCode);
  return document;
};
