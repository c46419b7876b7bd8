import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEvent } from '../../events/parse.ts';
import { contentOf, type HttpCall, largestBatch, largestCallBytes } from './cloudevents.ts';
import { Problem } from './problem.ts';

const structured = 'application/cloudevents+json';
const batch = 'application/cloudevents-batch+json';
const event = { specversion: '1.0', id: '1', data: { note: 'Đà Nẵng' } };
const call = (type: string, body: string, more: Partial<HttpCall> = {}): HttpCall => ({
  ...more,
  headers: { 'content-type': type, ...more.headers },
  body,
});
const base64 = (text: string | Uint8Array) => ({
  body: Buffer.from(text).toString('base64'),
  isBase64Encoded: true,
});

/** The status and the name of the problem that a call is refused with. */
const refusal = (refused: HttpCall): string => {
  try {
    contentOf(refused);
  } catch (error) {
    if (error instanceof Problem) return `${error.document.status} ${error.document.type.split(':').at(-1)}`;
    throw error;
  }
  return 'taken';
};

describe('structured mode', () => {
  it('is one event', () =>
    expect(contentOf(call(structured, JSON.stringify(event)))).toEqual({ mode: 'single', values: [event] }));

  it.each([
    `${structured}; charset=utf-8`,
    `${structured};charset=UTF-8`,
    `${structured}; charset="utf-8"; profile=x`,
    'Application/CloudEvents+JSON',
    ` ${structured} `,
  ])('takes content type %o', (type) =>
    expect(contentOf(call(type, JSON.stringify(event))).values).toEqual([event]),
  );

  it('may come as base64', () => {
    const { body, isBase64Encoded } = base64(JSON.stringify(event));
    expect(contentOf(call(structured, body, { isBase64Encoded })).values).toEqual([event]);
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['an array of events, which is a batch', `[${JSON.stringify(event)}]`],
  ])('refuses %s', (_name, body) => expect(refusal(call(structured, body))).toBe('400 malformed-body'));

  it.each(['iso-8859-1', '"utf-16"'])('refuses the charset %s', (charset) =>
    expect(refusal(call(`${structured}; charset=${charset}`, '{}'))).toBe('415 unsupported-media-type'),
  );

  it('refuses bytes that are no UTF-8, rather than to store other text than was sent', () => {
    const { body } = base64(Uint8Array.of(0x22, 0xff, 0x22));
    expect(refusal(call(structured, body, { isBase64Encoded: true }))).toBe('400 malformed-body');
  });
});

describe('a batch', () => {
  it.each([0, 1, largestBatch])('of %i is taken', (count) => {
    const values = Array.from({ length: count }, () => event);
    expect(contentOf(call(batch, JSON.stringify(values)))).toEqual({ mode: 'batch', values });
  });

  it('of more is too large', () => {
    const values = Array.from({ length: largestBatch + 1 }, () => event);
    expect(refusal(call(batch, JSON.stringify(values)))).toBe('413 batch-too-large');
  });

  it.each(['{}', 'null', '"[]"', '['])('is a JSON array, not %s', (body) =>
    expect(refusal(call(batch, body))).toBe('400 malformed-body'),
  );
});

describe('the size of a body', () => {
  const body = (bytes: number) => `["${'x'.repeat(bytes - 4)}"]`;
  it.each([
    ['as text', (text: string) => ({ body: text })],
    ['as base64', base64],
  ])('is counted in bytes, %s', (_name, sent) => {
    const headers = { 'content-type': batch };
    expect(refusal({ headers, ...sent(body(largestCallBytes)) })).toBe('taken');
    expect(refusal({ headers, ...sent(body(largestCallBytes + 1)) })).toBe('413 call-too-large');
    const wide = `["${'ơ'.repeat(largestCallBytes / 2 - 1)}"]`;
    expect(refusal({ headers, ...sent(wide) })).toBe('413 call-too-large');
  });

  it('leaves room for base64 in what Lambda takes', () =>
    expect(Math.ceil(largestCallBytes / 3) * 4).toBeLessThan(5.5 * 1024 * 1024));

  it.each([structured, 'application/json'])('is the same for %s', (type) =>
    expect(refusal(call(type, body(largestCallBytes + 1), { headers: { 'ce-id': '1' } }))).toBe(
      '413 call-too-large',
    ),
  );
});

describe('binary mode', () => {
  const headers = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-type': 't' };
  const attributesOf = (more: Record<string, string>, body = '{}') => {
    const [value] = contentOf({
      headers: { 'content-type': 'application/json', ...headers, ...more },
      body,
    }).values;
    return value as Record<string, unknown>;
  };

  it('has its attributes in headers and its data in the body', () =>
    expect(attributesOf({ host: 'hub' }, '{"a":1}')).toEqual({
      specversion: '1.0',
      id: '1',
      type: 't',
      data: { a: 1 },
    }));

  it('may have no body, and then no content type', () => {
    const empty = { specversion: '1.0', id: '1', type: 't', data: {} };
    expect(contentOf({ headers }).values).toEqual([empty]);
    expect(attributesOf({}, '')).toEqual(empty);
  });

  it('decodes headers once', () => {
    expect(attributesOf({ 'ce-id': '%C4%90%C3%A0%20N%E1%BA%B5ng' })['id']).toBe('Đà Nẵng');
    expect(attributesOf({ 'ce-id': '100%2525' })['id']).toBe('100%25');
  });

  it('takes quotes off, as older senders put them', () => {
    expect(attributesOf({ 'ce-id': '"two words"' })['id']).toBe('two words');
    expect(attributesOf({ 'ce-id': '"a \\"b\\" \\\\c"' })['id']).toBe('a "b" \\c');
    expect(attributesOf({ 'ce-id': '"open' })['id']).toBe('"open');
  });

  it.each(['100%', '%E0%A4%A', '%ff'])(
    'refuses the header value %s, which is not percent-encoded UTF-8',
    (id) =>
      expect(refusal({ headers: { ...headers, 'ce-id': id }, body: '{}' })).toBe('400 malformed-header'),
  );

  it('reads the expected version as a number, where it is one', () => {
    expect(attributesOf({ 'ce-expectedversion': '12' })['expectedversion']).toBe(12);
    expect(attributesOf({ 'ce-expectedversion': '-1' })['expectedversion']).toBe('-1');
  });

  it.each(['ce-data', 'ce-datacontenttype'])('has no header %s', (name) =>
    expect(refusal({ headers: { ...headers, [name]: 'x' }, body: '{}' })).toBe('400 malformed-header'),
  );

  it('has no way to set a prototype by a header', () =>
    expect(Object.getPrototypeOf(attributesOf({ 'ce-__proto__': 'x' }))).toBe(Object.prototype));

  it('is known by any ce- header: what is missing is then told by name', () =>
    expect(contentOf({ headers: { 'ce-id': '1' } }).values).toEqual([{ id: '1', data: {} }]));

  it.each(['ce-foo_bar', 'ce-', 'ce-x-y', 'ce-data_base64'])(
    'refuses %s, which names no attribute',
    (name) => {
      const sent = { ...headers, 'ce-source': 's', 'ce-subject': 'R', 'ce-time': '2024-01-15T08:12:00Z' };
      expect(parseEvent(attributesOf({ ...sent, [name]: 'x' }), Date.now())).toMatchObject({
        ok: false,
        reason: 'invalid-event',
        issues: [{ field: name.slice(3) }],
      });
    },
  );

  it('gives what the parser takes', () => {
    const sent = {
      'ce-type': 'motcua.request.accepted.v1',
      'ce-source': 'https://desk.example',
      'ce-subject': 'R-1',
      'ce-time': '2024-01-15T08:12:00%2B07:00',
      'ce-expectedversion': '3',
    };
    const parsed = parseEvent(attributesOf(sent), Date.parse('2024-02-01T00:00:00Z'));
    expect(parsed).toMatchObject({
      ok: true,
      event: { time: '2024-01-15T08:12:00+07:00', expectedversion: 3 },
    });
  });
});

describe('any other call', () => {
  it.each<[string, HttpCall]>([
    ['plain JSON without ce- headers', call('application/json', '{}')],
    ['a form', call('application/x-www-form-urlencoded', 'a=1')],
    ['binary mode in another format', call('text/xml', '<a/>', { headers: { 'ce-specversion': '1.0' } })],
    ['no content type and no ce- headers', { headers: {}, body: '{}' }],
    ['a batch in another format', call('application/cloudevents-batch+xml', '')],
  ])('%s is an unsupported media type', (_name, refused) =>
    expect(refusal(refused)).toBe('415 unsupported-media-type'),
  );

  it('is read or refused with a problem, never with an error of ours', () => {
    const anyCall: fc.Arbitrary<HttpCall> = fc.record(
      {
        headers: fc.record(
          {
            'content-type': fc.oneof(fc.constantFrom(structured, batch, 'application/json', ''), fc.string()),
            'ce-specversion': fc.string(),
            'ce-id': fc.string(),
          },
          { requiredKeys: [] },
        ),
        body: fc.oneof(fc.json(), fc.string()),
        isBase64Encoded: fc.boolean(),
      },
      { requiredKeys: ['headers'] },
    );
    fc.assert(
      fc.property(anyCall, (each) => {
        expect(refusal(each)).toMatch(/^(taken|4\d\d [a-z-]+)$/);
      }),
      { numRuns: 1_000 },
    );
  });
});
