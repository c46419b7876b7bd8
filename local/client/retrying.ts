export type Surroundings = {
  /** A number from 0 to 1, like Math.random. */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
};

/** A call that was tried again in vain. Nothing is known of what it did; sending it again later is safe. */
export class HubUnavailable extends Error {
  override readonly name = 'HubUnavailable';
}

/** The outcome of one attempt; `again` when the same call may yet succeed. */
type Attempt = { readonly response: Response } | { readonly again: string; readonly afterMs: number };

const passing = new Set([429, 500, 502, 503, 504]);
const attemptsPerCall = 8;
/** Retries that a client has in hand; each answered call gives one back. A hub that is down is soon left alone. */
const retryBudget = 40;
const firstDelayMs = 250;
const longestDelayMs = 20_000;
const longestRetryAfterMs = 300_000;
const timeoutMs = 60_000;

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

const attempt = async (request: Request): Promise<Attempt> => {
  let response: Response;
  try {
    response = await fetch(request.clone(), { signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    return { again: `${request.url} cannot be reached: ${networkText(error)}`, afterMs: 0 };
  }
  if (!passing.has(response.status)) return { response };
  await response.body?.cancel();
  const afterMs = retryAfterMs(response.headers.get('retry-after'));
  return { again: `the hub answered ${response.status}`, afterMs };
};

/**
 * A `fetch` that tries again what may pass (429, 5xx, a broken connection), waiting longer each time, with jitter, and as
 * long as `Retry-After` says. Every call of the hub may be sent again: it knows an event that comes twice.
 * @throws HubUnavailable after 8 tries, or sooner where the budget of retries over all calls is spent
 */
export const retryingFetch = ({ random, sleep }: Surroundings): ((request: Request) => Promise<Response>) => {
  let budget = retryBudget;
  return async (request) => {
    for (let tried = 1; ; tried += 1) {
      const outcome = await attempt(request);
      if ('response' in outcome) {
        budget = Math.min(retryBudget, budget + 1);
        return outcome.response;
      }
      if (tried === attemptsPerCall || budget === 0)
        throw new HubUnavailable(`${outcome.again}, after ${tried} ${tried === 1 ? 'try' : 'tries'}`);
      budget -= 1;
      const jitterMs = random() * Math.min(longestDelayMs, firstDelayMs * 2 ** tried);
      await sleep(outcome.afterMs + jitterMs);
    }
  };
};
