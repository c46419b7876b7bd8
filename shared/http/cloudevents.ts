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
/** In bytes. Lambda is called with at most 6 MB, and the gateway hands a body over as base64, a third longer. */
export const largestCallBytes = 4 * 1024 * 1024;
const structured = 'application/cloudevents+json';
const batch = 'application/cloudevents-batch+json';
const taken = `${structured}, ${batch}, application/json`;

const utf8 = new TextDecoder('utf-8', { fatal: true });

export const bodyText = ({ body = '', isBase64Encoded = false }: HttpCall): string => {
  const bytes = Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes > largestCallBytes)
    throw new Problem(
      'call-too-large',
      `A body has at most ${largestCallBytes} bytes; this one has ${bytes}.`,
      {
        limit: largestCallBytes,
      },
    );
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
    // The body and its content type say these.
    if (attribute === 'data' || attribute === 'datacontenttype')
      throw new Problem(
        'malformed-header',
        `${name} is no header of binary mode: send the body and Content-Type.`,
      );
    const text = decodeHeader(name, value);
    attributes[attribute] = attribute === 'expectedversion' && /^\d+$/.test(text) ? Number(text) : text;
  }
  return attributes;
};

/** The media type, in lower case. @throws Problem (415) where its text is not UTF-8, as JSON always is */
const mediaTypeOf = ({ headers }: HttpCall): string => {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  for (const parameter of parameters) {
    const charset = /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1];
    if (charset !== undefined && !['utf-8', 'utf8', 'us-ascii'].includes(charset))
      throw new Problem('unsupported-media-type', `JSON is UTF-8 here, not ${charset}.`);
  }
  return type.trim();
};

const readBatch = (call: HttpCall): Content => {
  const values = parseJson(bodyText(call));
  if (!Array.isArray(values)) throw new Problem('malformed-body', 'A batch is a JSON array of events.');
  if (values.length > largestBatch)
    throw new Problem(
      'batch-too-large',
      `A batch holds at most ${largestBatch} events; this one has ${values.length}.`,
      { limit: largestBatch },
    );
  return { mode: 'batch', values: values as unknown[] };
};

const readStructured = (call: HttpCall): Content => {
  const value = parseJson(bodyText(call));
  if (Array.isArray(value))
    throw new Problem('malformed-body', `${structured} is one event; send an array of them as ${batch}.`);
  return { mode: 'single', values: [value] };
};

const readBinary = (call: HttpCall): Content => {
  const text = bodyText(call);
  const data = text === '' ? {} : parseJson(text);
  return { mode: 'single', values: [{ ...attributesOf(call.headers), data }] };
};

/**
 * Reads the events of a call, still unchecked
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md).
 * @throws Problem 400, 413 or 415 where the call cannot be read
 */
export const contentOf = (call: HttpCall): Content => {
  const mediaType = mediaTypeOf(call);
  if (mediaType === structured) return readStructured(call);
  if (mediaType === batch) return readBatch(call);
  const hasAttributes = Object.keys(call.headers).some((name) => name.startsWith('ce-'));
  if (hasAttributes && (mediaType === 'application/json' || mediaType === '')) return readBinary(call);
  throw new Problem(
    'unsupported-media-type',
    `Send ${structured}, ${batch}, or application/json with ce- headers (binary mode).`,
    {},
    { accept: taken, 'accept-post': taken },
  );
};
