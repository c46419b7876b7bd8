import * as z from 'zod';
import type { OutgoingEvent } from './row-events.ts';

const problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
});

const answer = z.discriminatedUnion('status', [
  z.object({ status: z.enum(['appended', 'duplicate']) }),
  z.object({ status: z.literal('rejected'), problem }),
]);
const answers = z.object({ results: z.array(answer) });

/** What the hub says about one event. */
type Answer = z.output<typeof answer>;

/** Sends one batch and gives the hub's answers, in the order of the events. */
export type Send = (events: readonly OutgoingEvent[]) => Promise<readonly Answer[]>;

export type SendOptions = {
  apiUrl: string;
  token: string;
  /** A number from 0 to 1, like Math.random. */
  random: () => number;
  sleep: (ms: number) => Promise<unknown>;
};

/** The outcome of one attempt; `again` when the same call may yet succeed. */
type Attempt = { answers: readonly Answer[] } | { again: string; afterMs: number };

const passing = new Set([429, 500, 502, 503, 504]);
const attemptsPerBatch = 8;
/** Retries that a run has in hand; each answered batch gives one back. A hub that is down is soon left alone. */
const retryBudget = 40;
const firstDelayMs = 250;
const longestDelayMs = 20_000;
const longestRetryAfterMs = 300_000;
const timeoutMs = 60_000;

/** Says in one line what an RFC 9457 problem says; its list of errors where it has no detail. */
export const problemText = ({ title, detail, errors = [] }: z.output<typeof problem>): string =>
  [title, detail ?? errors.map((error) => `${error.field} ${error.detail}`).join('; ')]
    .filter((part) => part !== undefined && part !== '')
    .join(': ');

/** What `fetch` failed of: the message is in the cause, or only its code when several addresses were tried. */
const networkText = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
};

const retryAfterMs = (header: string | null): number => {
  if (header === null) return 0;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Math.min(Math.max(0, seconds * 1000 || 0), longestRetryAfterMs);
};

const refusal = async (response: Response): Promise<Error> => {
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = problem.safeParse(body);
  const said = parsed.success ? problemText(parsed.data) : '';
  return new Error(`the hub refused the call with ${response.status}${said === '' ? '' : `: ${said}`}`);
};

const readAnswers = async (response: Response, sent: number): Promise<readonly Answer[]> => {
  const parsed = answers.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw new Error('the hub gave an answer that is not one to a batch of events');
  const { results } = parsed.data;
  if (results.length !== sent) throw new Error(`the hub answered ${results.length} of ${sent} events`);
  return results;
};

/** Makes the function that sends batches; sending one again is safe, as the hub knows events it already has. */
export const createSend = ({ apiUrl, token, random, sleep }: SendOptions): Send => {
  const url = `${apiUrl.replace(/\/+$/, '')}/v1/events`;
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/cloudevents-batch+json',
    accept: 'application/json',
  };
  let budget = retryBudget;

  const attempt = async (body: string, sent: number): Promise<Attempt> => {
    let response: Response;
    try {
      response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      return { again: `${url} cannot be reached: ${networkText(error)}`, afterMs: 0 };
    }
    if (passing.has(response.status)) {
      await response.body?.cancel();
      const afterMs = retryAfterMs(response.headers.get('retry-after'));
      return { again: `the hub answered ${response.status}`, afterMs };
    }
    if (!response.ok) throw await refusal(response);
    return { answers: await readAnswers(response, sent) };
  };

  return async (events) => {
    const body = JSON.stringify(events);
    for (let tried = 1; ; tried += 1) {
      const outcome = await attempt(body, events.length);
      if ('answers' in outcome) {
        budget = Math.min(retryBudget, budget + 1);
        return outcome.answers;
      }
      if (tried === attemptsPerBatch || budget === 0)
        throw new Error(`${outcome.again}, after ${tried} ${tried === 1 ? 'try' : 'tries'}`);
      budget -= 1;
      const jitterMs = random() * Math.min(longestDelayMs, firstDelayMs * 2 ** tried);
      await sleep(outcome.afterMs + jitterMs);
    }
  };
};
