import * as fc from 'fast-check';
import { accepted, assigned, completed, given, invited, resolved, submitted, withdrawn } from './events.ts';

/** Calls as a stranger may make them: valid ones, and valid ones with something done to their content, bytes or headers. */

type Event = ReturnType<typeof submitted>;

const makers = [submitted, accepted, assigned, completed, resolved, withdrawn, invited, given];
/** The same id is the same event: what comes again is a duplicate, unless something is done to it. */
const event: fc.Arbitrary<Event> = fc
  .record({
    request: fc.nat(400),
    n: fc.nat(23),
    expected: fc.constantFrom<object>({}, {}, {}, {}, {}, {}, { expectedversion: 0 }, { expectedversion: 2 }),
  })
  .map(({ request, n, expected }) => {
    const make = makers[n % makers.length] ?? submitted;
    return make({
      id: `${n}`,
      subject: `f${request}`,
      time: `2024-02-${10 + (n % 18)}T08:00:00+07:00`,
      ...expected,
    });
  });

/** A few events, half of the time all of one request. */
const events = fc
  .tuple(fc.array(event, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([list, together]) =>
    together ? list.map((each) => ({ ...each, subject: list[0]?.subject ?? '' })) : list,
  );

const nested = (depth: number, [open, close]: readonly [string, string]) =>
  open.repeat(depth) + close.repeat(depth);

/** Characters that something may stumble over, and some ordinary ones. */
const character = fc.constantFrom(
  ...'aZ09 ./:;,"\'\\%{}[]<>\0\n\t\u007f\u0085\u202e\ufeff\ufffeơ語𝔘',
  '\ud800',
  '\udfff',
);

/** JSON text, or nearly, that stands where something else was. */
const strange = fc.oneof(
  fc.constantFrom(
    ...[
      'null',
      'true',
      '[]',
      '{}',
      '""',
      '0',
      '-1',
      '-0',
      '1.5',
      '1e308',
      '1e999',
      '123456789012345678901234567890',
    ],
    ...[
      'NaN',
      '01',
      "'x'",
      'undefined',
      '"\\ud800"',
      '"\\udc00\\ud800"',
      '"\\u0000"',
      '"\ufeff"',
      '"\u202e"',
    ],
    ...[
      '{"__proto__":{"polluted":true}}',
      '{"constructor":{"prototype":{"polluted":true}}}',
      '{"a":1,"a":2}',
    ],
    ...[
      '"2024-02-30T00:00:00Z"',
      '"9999-12-31T23:59:59Z"',
      '"0000-01-01T00:00:00Z"',
      '"2024-02-10T08:00:00"',
    ],
    ...['"motcua.request.accepted.v2"', '"motcua.request.vanished.v1"', '"motcua.registry.agency.v1"'],
  ),
  fc.constantFrom(3, 3, 3, 500, 500, 20_000).map((depth) => nested(depth, ['[', ']'])),
  fc.constantFrom(3, 3, 3, 500, 500, 20_000).map((depth) => nested(depth, ['{"a":', '}'])),
  fc.constantFrom(300, 300, 300, 5_000, 70_000).map((length) => JSON.stringify('ơ'.repeat(length))),
  fc.string({ unit: character, maxLength: 20 }).map((text) => JSON.stringify(text)),
  fc.json({ maxDepth: 3 }),
);

const names = [
  '__proto__',
  'constructor',
  'toString',
  'data_base64',
  'datacontenttype',
  'Upper',
  'a-b',
  '',
  'ext',
  'ơ',
];
const key = fc.oneof(
  fc.constantFrom(...names, 'id', 'subject', 'time', 'agency'),
  fc.string({ maxLength: 25 }),
);

/** What is done to a call, with numbers that choose where. */
export type Edit =
  | {
      readonly on: 'content';
      readonly how: 'replace' | 'remove' | 'add' | 'repeat';
      readonly where: number;
      readonly name: string;
      readonly text: string;
    }
  | { readonly on: 'attribute'; readonly name: string; readonly value: string }
  | {
      readonly on: 'bytes';
      readonly how: 'cut' | 'flip' | 'insert';
      readonly where: number;
      readonly byte: number;
    }
  | { readonly on: 'headers'; readonly name: string; readonly value: string | undefined }
  | { readonly on: 'base64'; readonly how: 'encode' | 'claim' | 'spoil' };

const headerNames = [
  'content-type',
  'ce-specversion',
  'ce-id',
  'ce-type',
  'ce-time',
  'ce-subject',
  'ce-source',
];
const oddHeaders = [
  'ce-data',
  'ce-__proto__',
  'ce-',
  'ce-a_b',
  'ce-expectedversion',
  'if-match',
  'if-none-match',
];
const headerValue = fc.oneof(
  fc.constantFrom(
    undefined,
    '',
    '*',
    '"1"',
    'W/"2"',
    '"',
    '%',
    '%E0%A4%A',
    '%00',
    '"a\\"b"',
    '1e999',
    '0',
    '\ud800',
  ),
  fc.constantFrom(
    'application/json',
    'application/cloudevents+json; charset=utf-16',
    'text/xml',
    'application/cloudevents',
  ),
  fc.string({ unit: character, maxLength: 30 }),
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      on: fc.constant('content' as const),
      how: fc.constantFrom(
        'replace' as const,
        'replace' as const,
        'remove' as const,
        'add' as const,
        'repeat' as const,
      ),
      where: fc.nat(),
      name: key,
      text: strange,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      on: fc.constant('bytes' as const),
      how: fc.constantFrom('cut' as const, 'flip' as const, 'insert' as const),
      where: fc.nat(),
      byte: fc.nat(255),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      on: fc.constant('headers' as const),
      name: fc.constantFrom(...headerNames, ...oddHeaders),
      value: headerValue,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      on: fc.constant('headers' as const),
      name: fc.constantFrom('if-match', 'if-none-match'),
      value: fc.constantFrom('"0"', '"1"', '"2"', '*'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        ['time', '9999-12-31T23:59:59Z'] as const,
        ['type', 'motcua.request.accepted.v2'] as const,
        ['type', 'motcua.request.vanished.v1'] as const,
        ['source', 'https://other.example'] as const,
      )
      .map(([name, value]) => ({ on: 'attribute' as const, name, value })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      on: fc.constant('base64' as const),
      how: fc.constantFrom('encode' as const, 'claim' as const, 'spoil' as const),
    }),
  },
);

type Container = Record<string, unknown> | unknown[];
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** Every place in a value, as what holds it and its key. */
const placesIn = (value: unknown): (readonly [Container, string])[] =>
  isContainer(value)
    ? Object.keys(value).flatMap((name) => [
        [value, name] as const,
        ...placesIn((value as Record<string, unknown>)[name]),
      ])
    : [];

/** The content as JSON text after edits; what is put in is text of its own, so that it need not be JSON. */
const editedText = (content: unknown, edits: readonly Edit[]): string => {
  const root = { content: structuredClone(content) };
  const texts: string[] = [];
  const mark = (text: string): string => `@${texts.push(text) - 1}@`;
  for (const each of edits) {
    if (each.on !== 'content') continue;
    const places = placesIn(root);
    const [holder, name] = places[each.where % places.length] ?? [root, 'content'];
    const target = holder as Record<string, unknown>;
    if (each.how === 'remove' && holder !== root) delete target[name];
    else if (each.how === 'add' && isContainer(target[name]) && !Array.isArray(target[name]))
      Object.defineProperty(target[name], each.name, {
        value: mark(each.text),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    else if (each.how === 'repeat') target[name] = mark(`{"id":1,"id":${each.text}}`);
    else target[name] = mark(each.text);
  }
  return JSON.stringify(root.content).replaceAll(/"@(\d+)@"/g, (_mark, n: string) => texts[Number(n)] ?? '');
};

const editedBytes = (bytes: Buffer, { how, where, byte }: Extract<Edit, { on: 'bytes' }>): Buffer => {
  const at = where % (bytes.length + 1);
  if (how === 'cut') return bytes.subarray(0, at);
  if (how === 'insert') return Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)]);
  const flipped = Buffer.from(bytes);
  if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << (byte % 8));
  return flipped;
};

type Call = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
};

type Mode = 'structured' | 'binary' | 'batch';
const types: Record<Mode, string> = {
  structured: 'application/cloudevents+json',
  binary: 'application/json; charset=utf-8',
  batch: 'application/cloudevents-batch+json',
};

const callOf = (mode: Mode, events: readonly Event[], edits: readonly Edit[]): Call => {
  const renamed = edits.flatMap((each) =>
    each.on === 'attribute' ? [[each.name, each.value] as const] : [],
  );
  const sent = events.map((each, index) =>
    index === 0 ? { ...each, ...Object.fromEntries(renamed) } : each,
  );
  const [first] = sent;
  const { data, ...attributes } = first ?? { data: {} };
  const content = mode === 'batch' ? sent : mode === 'binary' ? data : first;
  const headers: Record<string, string> = { 'content-type': types[mode] };
  if (mode === 'binary')
    for (const [name, value] of Object.entries(attributes))
      headers[`ce-${name}`] = encodeURIComponent(String(value));
  let bytes = Buffer.from(editedText(content, edits));
  let isBase64Encoded = false;
  let spoilt = false;
  for (const each of edits)
    if (each.on === 'bytes') bytes = Buffer.from(editedBytes(bytes, each));
    else if (each.on === 'headers') {
      delete headers[each.name];
      if (each.value !== undefined) headers[each.name] = each.value;
    } else if (each.on === 'base64') {
      isBase64Encoded = true;
      spoilt = each.how !== 'encode';
    }
  const encoded = bytes.toString('base64');
  const body = spoilt ? `${encoded.slice(1)}*` : isBase64Encoded ? encoded : bytes.toString('utf8');
  return { headers, body, isBase64Encoded };
};

/** One call in four or so is valid as it is. */
export const anyCall: fc.Arbitrary<Call> = fc
  .tuple(
    fc.constantFrom<Mode>('structured', 'binary', 'batch', 'batch'),
    events,
    fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 3, arbitrary: fc.array(edit, { minLength: 1, maxLength: 2 }) },
    ),
  )
  .map(([mode, sent, edits]) => callOf(mode, sent, edits));
