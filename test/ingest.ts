import { eventsAnswer } from '../functions/query/answers.ts';
import type { EventLog } from '../shared/event-store/event-log.ts';
import type { Intercept } from './engine.ts';
import { type Answer, ask, type Given } from './gateway.ts';
import { startInstance } from './instances.ts';

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
  log: Pick<EventLog, 'table'>,
  endpoint: string,
  intercept?: Intercept,
): Promise<Ingest> => {
  const load = () => import('../functions/ingest/handler.ts');
  const handler = await startInstance(load, log, endpoint, intercept);
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
