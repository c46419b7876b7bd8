export type Sleep = (milliseconds: number) => Promise<unknown>;

type Call = {
  readonly url: string;
  readonly token: string;
  readonly batch?: readonly object[];
  readonly sleep: Sleep;
};

const attempts = 6;
const firstPauseMs = 200;
const answerWithinMs = 30_000;

type Answer = { readonly status: number; readonly text: string };

const send = async ({ url, token, batch }: Call): Promise<Answer | Error> => {
  const headers = { authorization: `Bearer ${token}` };
  const init = batch && {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(batch),
  };
  try {
    const response = await fetch(url, { headers, ...init, signal: AbortSignal.timeout(answerWithinMs) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

const isPassing = (answer: Answer | Error) =>
  answer instanceof Error || answer.status === 429 || answer.status >= 500;

/** One call of the hub's API. What may pass is tried again, which is safe: the hub knows an event that comes twice. */
export const ask = async (call: Call): Promise<unknown> => {
  let answer = await send(call);
  for (let retry = 1; retry < attempts && isPassing(answer); retry++) {
    await call.sleep(firstPauseMs * 2 ** (retry - 1));
    answer = await send(call);
  }
  if (answer instanceof Error) throw new Error(`${call.url} does not answer`, { cause: answer });
  const { status, text } = answer;
  if (status >= 300) throw new Error(`${call.url} answered ${status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as unknown;
};
