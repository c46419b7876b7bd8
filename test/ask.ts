import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { processingTimesAnswer } from '../functions/processing-times/answers.ts';
import * as answers from '../functions/query/answers.ts';
import { dataQualityAnswer } from '../functions/query/data-quality-answers.ts';
import { answered, createHubClient } from '../local/client/client.ts';

type Role = 'agency' | 'analyst' | 'operator' | 'unscoped';

/** Asks the deployed hub; `role` names the token, none sends no token. */
export const call = (
  path: string,
  { role, ...init }: RequestInit & { role?: Role } = {},
): Promise<Response> => {
  const headers = new Headers(init.headers);
  if (role !== undefined) headers.set('authorization', `Bearer ${inject('tokens')[role]}`);
  return fetch(`${inject('apiUrl')}${path}`, { ...init, headers, signal: AbortSignal.timeout(60_000) });
};

/** Posts a batch of events as the operator, or as another role. */
export const post = (events: readonly unknown[], role: Role = 'operator'): Promise<Response> =>
  call('/v1/events', {
    role,
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(events),
  });

const hub = () =>
  createHubClient({ apiUrl: inject('apiUrl'), token: inject('tokens').analyst, random: Math.random, sleep });

/** Processing times as the analyst gets them; the answer is checked against the published schema. */
export const processingTimes = async (query: Record<string, string>) => {
  const path = '/v1/statistics/processing-times';
  // The parameters come as the tests write them: lists with commas.
  const outcome = await hub().GET(path, { params: { query } });
  return processingTimesAnswer.parse(answered(outcome)).rows;
};

export const satisfaction = async (query: Record<string, string>) => {
  const path = '/v1/statistics/satisfaction';
  const outcome = await hub().GET(path, { params: { query } });
  return answers.satisfactionAnswer.parse(answered(outcome)).rows;
};

export const dataQuality = async (query: Record<string, string>) => {
  const path = '/v1/statistics/data-quality';
  const outcome = await hub().GET(path, { params: { query } });
  return dataQualityAnswer.parse(answered(outcome)).rows;
};

/** Messages that no projection has handled yet. */
const waiting = async (): Promise<number> => {
  const health = answers.healthAnswer.parse(answered(await hub().GET('/v1/health')));
  return health.projections.reduce((sum, projection) => sum + projection.waiting, 0);
};

/**
 * Waits until so many requests of the question are in the statistics, and nothing is on its way any more.
 * @throws Error after ten minutes
 */
export const projected = async (query: Record<string, string>, received: number): Promise<void> => {
  let quiet = 0;
  let seen = 0;
  for (const deadline = Date.now() + 600_000; Date.now() < deadline; await sleep(700)) {
    quiet = (await waiting()) === 0 ? quiet + 1 : 0;
    if (quiet < 3) continue;
    seen = (await processingTimes(query))[0]?.received ?? 0;
    if (seen === received) return;
  }
  throw new Error(`${seen} requests are in the statistics, not ${received}`);
};

const invoke = async (name: string, event: object): Promise<unknown> => {
  const url = `${inject('emulatorUrl')}/2015-03-31/functions/${name}/invocations`;
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(event),
    signal: AbortSignal.timeout(240_000),
  });
  const text = await response.text();
  if (!response.ok || response.headers.get('x-amz-function-error') !== null)
    throw new Error(`${name} failed: ${text}`);
  return JSON.parse(text || 'null') as unknown;
};

/** Runs the compactor now, as its schedule would. */
export const compact = async (): Promise<void> => {
  await invoke(inject('compactFunction'), {});
};

/** Asks the sweeping function, as the operator's command line does. */
export const sweep = (event: object): Promise<unknown> => invoke(inject('sweepFunction'), event);
