export type Sleep = (milliseconds: number) => Promise<unknown>;

type Call = {
  readonly url: string;
  readonly token: string;
  /** Events to post, or what to put in the place of the URL; neither is a GET. */
  readonly batch?: readonly object[];
  readonly put?: unknown;
  readonly sleep: Sleep;
};

const attempts = 6;
const firstPauseMs = 200;
const answerWithinMs = 30_000;

type Answer = { readonly status: number; readonly text: string };

const written = ({ batch, put }: Call) => {
  if (batch !== undefined)
    return { method: 'POST', type: 'application/cloudevents-batch+json', body: JSON.stringify(batch) };
  return put === undefined
    ? undefined
    : { method: 'PUT', type: 'application/json', body: JSON.stringify(put) };
};

const send = async (call: Call): Promise<Answer | Error> => {
  const { method = 'GET', type, body } = written(call) ?? {};
  const headers = { authorization: `Bearer ${call.token}`, ...(type && { 'content-type': type }) };
  const init = { method, headers, ...(body !== undefined && { body }) };
  try {
    const response = await fetch(call.url, { ...init, signal: AbortSignal.timeout(answerWithinMs) });
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
