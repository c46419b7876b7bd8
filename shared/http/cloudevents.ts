import { Problem } from './problem.ts';

/** An HTTP call as API Gateway hands it over (payload format 2.0; header names are lower-case). */
export type HttpCall = {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean | undefined;
};

/** What a call holds: one event, in structured or binary mode, or a batch. */
export type Content = { readonly mode: 'single' | 'batch'; readonly values: readonly unknown[] };

export const largestBatch = 500;
const structured = 'application/cloudevents+json';
const batch = 'application/cloudevents-batch+json';

const utf8 = new TextDecoder('utf-8', { fatal: true });

export const bodyText = ({ body = '', isBase64Encoded = false }: HttpCall): string => {
  if (!isBase64Encoded) return body;
  try {
    return utf8.decode(Buffer.from(body, 'base64'));
  } catch {
    throw new Problem('malformed-body', 'The body is not UTF-8.');
  }
};

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('malformed-body', 'The body is not JSON.');
  }
};

/** A header's value as the HTTP binding says: quotes of an older sender taken off, then percent-decoded once. */
const decodeHeader = (name: string, value: string): string => {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value)?.[1];
  try {
    return decodeURIComponent(quoted === undefined ? value : quoted.replaceAll(/\\(.)/g, '$1'));
  } catch {
    throw new Problem('malformed-header', `${name} is not percent-encoded UTF-8.`);
  }
};

/** The attributes that the `ce-` headers carry (CloudEvents HTTP binding, binary mode). */
const attributesOf = (headers: HttpCall['headers']): Record<string, unknown> => {
  const attributes: Record<string, unknown> = {};
  for (const [name, value = ''] of Object.entries(headers)) {
    if (!name.startsWith('ce-')) continue;
    const attribute = name.slice(3);
    const text = decodeHeader(name, value);
    attributes[attribute] = attribute === 'expectedversion' && /^\d+$/.test(text) ? Number(text) : text;
  }
  return attributes;
};

/** Reads the events of a call, still unchecked. @throws Problem 400, 413 or 415 where the call cannot be read */
export const contentOf = (call: HttpCall): Content => {
  const mediaType = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (mediaType === structured) return { mode: 'single', values: [parseJson(bodyText(call))] };
  if (mediaType === batch) {
    const values = parseJson(bodyText(call));
    if (!Array.isArray(values)) throw new Problem('malformed-body', 'A batch is a JSON array of events.');
    if (values.length > largestBatch)
      throw new Problem(
        'too-large',
        `A batch holds at most ${largestBatch} events; this one has ${values.length}.`,
      );
    return { mode: 'batch', values: values as unknown[] };
  }
  if (
    call.headers['ce-specversion'] !== undefined &&
    (mediaType === 'application/json' || mediaType === '')
  ) {
    const text = bodyText(call);
    return {
      mode: 'single',
      values: [{ ...attributesOf(call.headers), data: text === '' ? {} : parseJson(text) }],
    };
  }
  throw new Problem(
    'unsupported-media-type',
    `Send ${structured}, ${batch}, or application/json with ce- headers (binary mode).`,
  );
};
