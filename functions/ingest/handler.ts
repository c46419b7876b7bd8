import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import { shippedCalendar } from '../../shared/calendar/shipped.ts';
import { environment } from '../../shared/environment.ts';
import { Contended, createAppender } from '../../shared/event-store/append.ts';
import { receiveEvents } from '../../shared/event-store/receive.ts';
import { negotiate } from '../../shared/http/accept.ts';
import { type Authorized, callerOf, requireScope } from '../../shared/http/caller.ts';
import { contentOf, type HttpCall } from '../../shared/http/cloudevents.ts';
import { asPrecondition, withPrecondition } from '../../shared/http/precondition.ts';
import { Problem } from '../../shared/http/problem.ts';
import { resultOf } from '../../shared/http/receipt.ts';
import { type HttpResponse, type Identified, json, problemResponse } from '../../shared/http/response.ts';
import { createCurrentRegistry } from '../../shared/registry/current-registry.ts';
import { answering } from '../answering.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { sourcesOf } from './sources.ts';

const logger = new Logger();
const log = { client: new DynamoDBClient(), table: environment('EVENTS_TABLE') };
const currentRegistry = createCurrentRegistry(log, realSurroundings, {
  zone: environment('TIME_ZONE'),
  calendar: shippedCalendar(environment('CALENDAR')),
});
const appender = createAppender(log, realSurroundings, currentRegistry);

/** A race lost for too long is nobody's fault: the sender tries again, and what is in is answered `duplicate`. */
const unavailable = (error: unknown): never => {
  if (!(error instanceof Contended)) throw error;
  logger.warn('contended', { detail: error.message });
  throw new Problem(
    'unavailable',
    'Too many writers on one request. Events that are in are answered as duplicates.',
  );
};

const ingest = async (call: HttpCall & Authorized): Promise<HttpResponse> => {
  const caller = callerOf(call);
  requireScope(caller, 'events:write');
  negotiate(call.headers['accept'], ['application/json']);
  const { mode, values } = withPrecondition(call, contentOf(call));
  const maySend = await sourcesOf(currentRegistry, caller, values);
  const receipts = await receiveEvents(appender, values, caller, realSurroundings, maySend).catch(
    unavailable,
  );
  const results = receipts.map(resultOf);
  const rejected = results.filter((result) => result.status === 'rejected');
  logger.info('received', { client: caller.client, events: results.length, rejected: rejected.length });
  const [only] = results;
  if (mode === 'single' && only?.status === 'rejected')
    return problemResponse(asPrecondition(call, only.problem));
  return json(rejected.length > 0 ? 207 : 200, { results });
};

/** POST /v1/events: one event or a batch into the log, with an answer for each. */
export const handler = middy<HttpCall & Authorized & Identified, HttpResponse>()
  .use(answering(logger))
  .handler(ingest);
