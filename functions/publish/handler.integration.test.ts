import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { wakeUpOf } from '../../shared/bus/wake-up.ts';
import { encodeCommit } from '../../shared/event-store/commit.ts';
import { instantOf } from '../../shared/instant.ts';
import { version } from '../../shared/request/stream.ts';
import { given, sender, submitted } from '../../test/events.ts';
import { functionEnvironment, invoke } from '../../test/gateway.ts';

const at = '2026-11-01T08:00:00+07:00';
const recordedAt = instantOf('2026-11-24T03:00:00Z');

type Entry = { readonly Detail: string; readonly DetailType: string; readonly Source: string };

/** An EventBridge and a queue on this machine that answer as they are told. */
let server: Server;
let handler: unknown;
let calls: Entry[][] = [];
let setAside: unknown[] = [];
let queueIsThere = true;
const accept = (entries: readonly Entry[]): object | null => ({
  FailedEntryCount: 0,
  Entries: entries.map((_entry, n) => ({ EventId: `id-${n}` })),
});
/** What to answer to a call, or null for an error of the service. */
let answer = accept;

const hear = (text: string): object | null => {
  const { Entries } = JSON.parse(text) as { Entries: Entry[] };
  calls.push(Entries);
  return answer(Entries);
};
const keep = (text: string): object | null => {
  if (!queueIsThere) return null;
  const { MessageBody } = JSON.parse(text) as { MessageBody: string };
  setAside.push(JSON.parse(MessageBody));
  return { MessageId: 'm', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
};

const startBus = (): Promise<string> =>
  new Promise((resolve) => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on('end', () => {
        const said = request.headers['x-amz-target'] === 'AmazonSQS.SendMessage' ? keep(text) : hear(text);
        response.writeHead(said === null ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(said ?? { __type: 'AccessDeniedException', message: 'no' }));
      });
    }).listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });

beforeAll(async () => {
  // No jitter, no waiting between the attempts.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const url = await startBus();
  const places = { BUS_NAME: 'bus', UNPUBLISHED_QUEUE: `${url}/000000000000/unpublished` };
  const environment = { ...functionEnvironment(url), ...places };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  ({ handler } = await import('./handler.ts'));
});
afterEach(() => {
  calls = [];
  setAside = [];
  answer = accept;
  queueIsThere = true;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A record of the stream as Lambda hands it over: binary values are base64 text. */
const recordOf = (request: string, events: readonly object[], sequence: string, first = 1) => {
  const item = encodeCommit({
    request,
    first: version(first),
    last: version(first + events.length - 1),
    recordedAt,
    recordedBy: sender,
    events: events as MotcuaEvent[],
  });
  const NewImage = Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.B === undefined ? value : { B: Buffer.from(value.B).toString('base64') },
    ]),
  );
  return {
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: sequence, Keys: keysOf(request, first), NewImage },
  };
};
/** The record with something for its events that is none. */
const withNonsense = (record: ReturnType<typeof recordOf>) => ({
  ...record,
  dynamodb: { ...record.dynamodb, NewImage: { ...record.dynamodb.NewImage, events: { S: '[null]' } } },
});
const keysOf = (request: string, first: number) => ({
  request: { S: request },
  version: { N: String(first) },
});

const records = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    recordOf(`r${n}`, [submitted({ id: '1', subject: `r${n}`, time: at })], `${100 + n}`),
  );

const publish = (Records: readonly object[]) =>
  invoke<{ batchItemFailures: { itemIdentifier: string }[] }>(handler, { Records });
const failuresOf = async (Records: readonly object[]) =>
  (await publish(Records)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
const wakeUps = () =>
  calls.flat().map(({ Detail }) => wakeUpOf(JSON.stringify({ detail: JSON.parse(Detail) as unknown })));

test('every commit is announced, ten a call, as a wake-up that a projection reads', async () => {
  expect(await failuresOf(records(23))).toEqual([]);
  expect(calls.map(({ length }) => length)).toEqual([10, 10, 3]);
  expect(wakeUps().map(({ request }) => request)).toEqual(Array.from({ length: 23 }, (_, n) => `r${n}`));
  expect(wakeUps()[0]).toEqual({ request: 'r0', first: 1, version: 1, recordedAt });
  expect(calls[0]?.[0]).toMatchObject({ Source: 'motcua', DetailType: 'motcua.request.changed.v1' });
});

test('a deflated commit is read, and no personal field leaves the log', async () => {
  const personal = { name: 'Nguyễn Văn A', phone: '0900', email: 'a@b.example', address: 'Huế' };
  const events = [
    submitted(
      { id: '1', subject: 'p', time: at },
      {
        personal,
        location: { latitude: 16.46, longitude: 107.59 },
        applicant: { kind: 'citizen', reference: 'c-81' },
      },
    ),
    given({ id: '2', subject: 'p', time: at }, { comment: 'Rude official. '.repeat(200) }),
  ];
  const record = recordOf('p', events, '1');
  expect(record.dynamodb.NewImage['events']).toHaveProperty('B');
  expect(await failuresOf([record])).toEqual([]);
  const Detail = calls.flat()[0]?.Detail ?? '';
  expect(wakeUps()).toEqual([{ request: 'p', first: 1, version: 2, recordedAt }]);
  expect(JSON.parse(Detail)).toMatchObject({ events: [{ id: '1' }, { id: '2', data: { overall: 4 } }] });
  expect(Detail).not.toMatch(/Nguyễn|0900|a@b|Huế|16\.46|c-81|Rude|personal|comment|location|reference/);
});

test('what fails in part is sent again alone', async () => {
  let isFirst = true;
  answer = (entries) => {
    const fails = isFirst;
    isFirst = false;
    return {
      FailedEntryCount: fails ? 2 : 0,
      Entries: entries.map((_entry, n) =>
        fails && n % 2 === 1 ? { ErrorCode: 'ThrottlingException' } : { EventId: `id-${n}` },
      ),
    };
  };
  expect(await failuresOf(records(4))).toEqual([]);
  expect(calls.map((entries) => entries.map(({ Detail }) => JSON.parse(Detail).request as string))).toEqual([
    ['r0', 'r1', 'r2', 'r3'],
    ['r1', 'r3'],
  ]);
});

/** A bus that takes everything but request r2, for which it has this word. */
const refuse =
  (word: string): typeof accept =>
  (entries) => ({
    FailedEntryCount: 1,
    Entries: entries.map(({ Detail }) => (Detail.includes('"r2"') ? { ErrorCode: word } : { EventId: 'id' })),
  });

test.each(['InternalFailure', 'MalformedDetail'])(
  'a commit that fails with %s while others get through is set aside by name, and the stream goes on',
  async (word) => {
    answer = refuse(word);
    expect(await failuresOf(records(5))).toEqual([]);
    expect(setAside).toEqual([{ request: 'r2', version: 1, reason: word }]);
  },
);

test('a commit that the bus finds malformed is set aside when it is alone, too', async () => {
  answer = refuse('MalformedDetail');
  expect(await failuresOf(records(3).slice(2))).toEqual([]);
  expect(setAside).toEqual([{ request: 'r2', version: 1, reason: 'MalformedDetail' }]);
});

test('a busy bus is waited for: what it throttles is reported by its sequence number, and only that', async () => {
  answer = refuse('ThrottlingException');
  expect(await failuresOf(records(5))).toEqual(['102']);
  expect(setAside).toEqual([]);
});

test('a bus that is down fails every record of the batch, sets none aside, and the call does not throw', async () => {
  answer = () => null;
  expect((await failuresOf(records(12))).sort()).toEqual(records(12).map((_record, n) => `${100 + n}`));
  expect(setAside).toEqual([]);
});

/** Three records that carry no commit: removed, not a commit, and with nonsense for events. */
const broken = [
  { eventName: 'REMOVE', dynamodb: { SequenceNumber: '7', Keys: keysOf('gone', 4) } },
  { dynamodb: { SequenceNumber: '8', Keys: keysOf('x', 1), NewImage: { request: { S: 'x' } } } },
  withNonsense(recordOf('nonsense', [submitted({ id: '1', subject: 'nonsense', time: at })], '9', 3)),
];

test('a record that cannot be read is set aside by its key alone, while the bus is down as well', async () => {
  const [first, ...rest] = broken;
  expect(await failuresOf([first ?? {}, ...records(2), ...rest])).toEqual([]);
  expect(wakeUps()).toHaveLength(2);
  const names = [
    { request: 'gone', version: 4, reason: 'stream record without an image' },
    { request: 'x', version: 1, reason: 'stream record is not a commit' },
    { request: 'nonsense', version: 3, reason: 'stream record cannot be decoded' },
  ];
  expect(setAside).toEqual(names);
  answer = () => null;
  setAside = [];
  expect(await failuresOf([...broken, ...records(2)])).toEqual(['100', '101']);
  expect(setAside).toEqual(names);
});

test('what can be neither announced nor set aside, the stream keeps', async () => {
  queueIsThere = false;
  expect(await failuresOf([...broken, ...records(2)])).toEqual(['7', '8', '9']);
  queueIsThere = true;
  expect(await failuresOf([{ dynamodb: { SequenceNumber: '5' } }, ...records(1)])).toEqual(['5']);
});

test('a commit too large for the bus is announced without its events', async () => {
  const many = Array.from({ length: 400 }, (_, n) =>
    submitted({ id: `${n}`, subject: 'big', time: at }, { procedure: `${n}-${'x'.repeat(120)}` }),
  );
  const factors = { access: 4, procedure: 3, official: 5, result: 4, handling: 4 };
  const more = Array.from({ length: 400 }, (_, n) =>
    given({ id: `f${n}`, subject: 'big', time: at }, { courtesy: 5, factors }),
  );
  expect(await failuresOf([recordOf('big', [...many, ...more], '1')])).toEqual([]);
  expect(JSON.parse(calls[0]?.[0]?.Detail ?? '')).not.toHaveProperty('events');
  expect(wakeUps()).toEqual([{ request: 'big', first: 1, version: 800, recordedAt }]);
});

test('calls stay under a megabyte', async () => {
  const big = Array.from({ length: 10 }, (_, n) =>
    recordOf(
      `big${n}`,
      Array.from({ length: 350 }, (_, m) => submitted({ id: `${m}`, subject: `big${n}`, time: at })),
      `${n}`,
    ),
  );
  expect(await failuresOf(big)).toEqual([]);
  for (const entries of calls) expect(Buffer.byteLength(JSON.stringify(entries))).toBeLessThan(1_048_576);
  expect(calls.length).toBeGreaterThan(1);
  expect(wakeUps()).toHaveLength(10);
});
