import pLimit from 'p-limit';
import { vi } from 'vitest';
import { eventsAnswer } from '../functions/query/answers.ts';
import { realSurroundings } from '../functions/real-surroundings.ts';
import type { WakeUp } from '../shared/bus/wake-up.ts';
import type { ShippedName } from '../shared/calendar/shipped.ts';
import { instant } from '../shared/instant.ts';
import type { Projection } from '../shared/projections/projection.ts';
import { projections } from '../shared/projections/projections.ts';
import { compact } from '../shared/row-store/compact.ts';
import { projectRequests } from '../shared/row-store/project.ts';
import { putStatus } from '../shared/row-store/status.ts';
import type { Engine } from './engine.ts';
import { type Answer, ask, functionEnvironment } from './gateway.ts';
import { projectorOf } from './rows.ts';
import { createViews } from './views.ts';

/** A whole hub in the test's own process: the real functions over an embedded engine, in a zone of its own. */

type Settings = { readonly timeZone: string; readonly calendar: ShippedName };
type Posted = { readonly subject: string };

/** The most that `POST /v1/events` takes in a call. */
const eventsPerCall = 500;
const requestsPerBatch = 500;

const claims = { scope: 'events:write statistics:read operate', client_id: 'tests' };

/** So long ago that changes, once folded into segments, are not read again by every question. */
const earlier = { ...realSurroundings, now: () => instant(Date.now() - 3_600_000) };

/** Calls of whole requests, each request's events in their order. */
const callsOf = (events: readonly Posted[]): Posted[][] => {
  const calls: Posted[][] = [[]];
  for (const ofRequest of Map.groupBy(events, ({ subject }) => subject).values()) {
    const last = calls.at(-1) ?? [];
    if (last.length + ofRequest.length <= eventsPerCall) last.push(...ofRequest);
    else calls.push([...ofRequest]);
  }
  return calls;
};

const good = ({ statusCode, body }: Answer): unknown => {
  if (statusCode !== 200) throw new Error(`answered ${statusCode}: ${body}`);
  return JSON.parse(body) as unknown;
};

/** Every function has modules of its own, as in the deployment, and reads this hub's settings while it starts. */
const loadFunctions = async (viewTableOf: (projection: string) => string) => {
  vi.resetModules();
  const ingest = await import('../functions/ingest/handler.ts');
  const query = await import('../functions/query/handler.ts');
  vi.stubEnv('VIEW_TABLE', viewTableOf('requests'));
  const requests = await import('../functions/requests/handler.ts');
  vi.stubEnv('VIEW_TABLE', viewTableOf('processing-times'));
  const processingTimes = await import('../functions/processing-times/handler.ts');
  const boards = await import('../functions/boards/handler.ts');
  return { ingest, query, requests, processingTimes, boards };
};

/**
 * Starts a hub with nothing in it. Several may live beside each other, but are to be called one after the other: what a
 * function reads of its environment while it answers is that of the process.
 */
export const startHubInProcess = async (engine: Engine, { timeZone, calendar }: Settings) => {
  const log = await engine.createLog();
  const views = await createViews(engine);
  const settings = {
    ...functionEnvironment(engine.endpoint),
    ...views.environment,
    EVENTS_TABLE: log.table,
    TIME_ZONE: timeZone,
    CALENDAR: calendar,
    BUILD: 'test',
  };
  const enter = () => {
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  };
  enter();
  const functions = await loadFunctions((name) => views.viewOf({ name }).table);
  const handlerOf = (path: string): unknown => {
    if (path.startsWith('/v1/requests')) return functions.requests.handler;
    if (/\/(offices|form-ii-06a)$/.test(path)) return functions.boards.handler;
    const isOfTimes = path.startsWith('/v1/statistics/processing-times');
    return isOfTimes ? functions.processingTimes.handler : functions.query.handler;
  };

  let waiting: WakeUp[] = [];

  /** Events into the log through the function that takes them, in calls of whole requests. @throws Error where one is refused */
  const post = async (events: readonly Posted[]): Promise<void> => {
    enter();
    const inParallel = pLimit(4);
    const postCall = async (call: readonly Posted[]) => {
      const headers = { 'content-type': 'application/cloudevents-batch+json' };
      const given = { method: 'POST', path: '/v1/events', headers, claims, body: JSON.stringify(call) };
      const { results } = eventsAnswer.parse(good(await ask(functions.ingest.handler, given)));
      const recordedAt = realSurroundings.now();
      for (const [index, { subject: request }] of call.entries()) {
        const result = results[index];
        if (result?.status === 'appended')
          waiting.push({ request, first: 1, version: result.version, recordedAt });
      }
    };
    await Promise.all(callsOf(events).map((call) => inParallel(() => postCall(call))));
  };

  /** Projects what was posted since the last time. */
  const project = async (which: readonly Projection[] = projections): Promise<void> => {
    for (const projection of which) {
      const view = views.viewOf(projection);
      const projector = { ...projectorOf(projection, log, view, earlier), zone: timeZone };
      const byRequest = [...Map.groupBy(waiting, ({ request }) => request).values()];
      for (let at = 0; at < byRequest.length; at += requestsPerBatch) {
        const batch = byRequest.slice(at, at + requestsPerBatch).flat();
        const outcomes = await projectRequests(projector, batch);
        for (const [request, outcome] of outcomes)
          if (typeof outcome === 'object')
            throw new Error(`${request}: not projected`, { cause: outcome.failed });
      }
      await putStatus(view, realSurroundings.now(), realSurroundings.now());
    }
    waiting = [];
  };

  /** Folds what was projected into segments. */
  const compactViews = async (which: readonly Projection[] = projections): Promise<void> => {
    for (const projection of which) await compact(views.viewOf(projection), projection, realSurroundings.now);
  };

  return {
    post,
    project,
    compact: compactViews,
    /** What was posted is in every answer, and in segments. */
    settle: async (which?: readonly Projection[]): Promise<void> => {
      await project(which);
      await compactViews(which);
    },
    /** The parsed answer to a GET. @throws Error where it is not 200 */
    get: async (
      path: string,
      query: Readonly<Record<string, string>> = {},
      headers: Readonly<Record<string, string>> = {},
    ): Promise<unknown> => {
      enter();
      const id = /^\/v1\/requests\/([^/]+)/.exec(path)?.[1];
      const parameters = id === undefined ? {} : { parameters: { id: decodeURIComponent(id) } };
      return good(await ask(handlerOf(path), { path, query, headers, claims, ...parameters }));
    },
  };
};

export type InProcessHub = Awaited<ReturnType<typeof startHubInProcess>>;
