import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { vi } from 'vitest';
import { eventsAnswer } from '../functions/query/answers.ts';
import type { EventLog } from '../shared/event-store/event-log.ts';
import { type Intercept, intercepted } from './engine.ts';
import { type Answer, ask, functionEnvironment, type Given } from './gateway.ts';

/** Posts events to the real function; a call with a body of its own is made as it is. */
export type Ingest = (events: unknown, more?: Given) => Promise<Answer>;

/** An operator may send from any source: none has to be registered here. */
const claims = { scope: 'events:write operate', client_id: 'desk' };

/**
 * Starts an instance that knows nothing yet.
 * @param intercept what becomes of each call it makes to DynamoDB
 * @returns posts one event, or a batch where it is given a list
 */
export const startIngest = async (
  { table }: Pick<EventLog, 'table'>,
  endpoint: string,
  intercept: Intercept = (_command, run) => run(),
): Promise<Ingest> => {
  for (const [name, value] of Object.entries({ ...functionEnvironment(endpoint), EVENTS_TABLE: table }))
    vi.stubEnv(name, value);
  vi.resetModules();
  vi.doMock('@aws-sdk/client-dynamodb', async (original) => {
    const real = await original<{ DynamoDBClient: new () => DynamoDBClient }>();
    const construct = (Client: typeof real.DynamoDBClient) => intercepted(new Client(), intercept);
    return { ...real, DynamoDBClient: new Proxy(real.DynamoDBClient, { construct }) };
  });
  const { handler } = await import('../functions/ingest/handler.ts');
  vi.doUnmock('@aws-sdk/client-dynamodb');
  return (events, more) => {
    const kind = Array.isArray(events) ? 'cloudevents-batch+json' : 'cloudevents+json';
    const headers = { 'content-type': `application/${kind}`, ...more?.headers };
    const body = JSON.stringify(events);
    return ask(handler, {
      method: 'POST',
      path: '/v1/events',
      claims,
      ...(more?.body === undefined ? { headers, body } : more),
    });
  };
};

/** What became of each event of a call, in few words: `appended 2`, or the name of its problem. */
export const inWords = ({ statusCode, body }: Answer): string[] => {
  const answer: unknown = JSON.parse(body);
  if (statusCode >= 300) return [(answer as { type: string }).type.split(':').at(-1) ?? ''];
  return eventsAnswer
    .parse(answer)
    .results.map((result) =>
      result.status === 'rejected'
        ? (result.problem.type.split(':').at(-1) ?? '')
        : `${result.status} ${result.version}`,
    );
};
