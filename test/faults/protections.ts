import { inflateRawSync } from 'node:zlib';
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { instant, instantText } from '../../shared/instant.ts';
import type { Tampering } from './calls.ts';
import type { Item } from './expressions.ts';

/** What a run goes without: how calls are changed on their way, and what is left out. */
export type Broken = Tampering & {
  /** Changes a message on its way to a projection. */
  readonly message?: (body: string) => string;
  readonly isReconcilerOff?: boolean;
};

const overlapMs = 120_000;

const withoutCondition = (input: object): object =>
  Object.fromEntries(
    Object.entries(input).filter(
      ([name]) => !['ConditionExpression', 'ReturnValuesOnConditionCheckFailure'].includes(name),
    ),
  );

const isTombstone = ({ lines }: Item): boolean => lines?.S === '[]';

type Transaction = { TransactItems: { Put: { TableName: string; Item: Item } }[] };

type Requests = Record<string, { PutRequest?: { Item: Item } }[]>;

/** Every id of the log as the door would see it if it did not look at ids, nor at what snapshots keep of them. */
const withOtherIds = (answer: object): object => {
  const { Items, ...rest } = answer as { Items?: Item[] };
  if (!Items) return answer;
  return {
    ...rest,
    Items: Items.map(({ fingerprints, ...item }) => ({
      ...item,
      events: otherIds(item['events']),
      ...(fingerprints?.B && { fingerprints: { B: new Uint8Array(fingerprints.B.length) } }),
    })),
  };
};

const otherIds = (events: Item[string] | undefined): Item[string] => {
  const text = events?.B ? inflateRawSync(events.B).toString('utf8') : (events?.S ?? '[]');
  const list = JSON.parse(text) as { id: string }[];
  return { S: JSON.stringify(list.map((event) => ({ ...event, id: `${event.id} unseen` }))) };
};

/** Since which instant changes are read, without going back behind the watermark. */
const withoutOverlap = (input: object): object => {
  const { ExpressionAttributeValues: values = {} } = input as QueryCommandInput;
  const since = values[':since']?.S;
  if (since === undefined) return input;
  const later = instantText(instant(Date.parse(since.slice(0, 24)) + overlapMs));
  return {
    ...input,
    ExpressionAttributeValues: { ...values, ':since': { S: `${later}${since.slice(24)}` } },
  };
};

/** The protections that the claim rests on, each with how the lab takes it away at the edge of the code. */
export const protections = {
  'duplicate-check': {
    answer: (caller, operation, answer) =>
      caller === 'ingest' && operation === 'Query' ? withOtherIds(answer) : answer,
  },
  'conditional-append': {
    input: (caller, operation, input) =>
      caller === 'ingest' && operation === 'PutItem' ? withoutCondition(input) : input,
  },
  'newer-only-write': {
    input: (_caller, operation, input) => (operation === 'UpdateItem' ? withoutCondition(input) : input),
  },
  'consistent-re-read': {
    // A message that names the first version is content with whatever the cheap read finds.
    message: (body) => {
      if (!body.startsWith('{')) return body;
      const { detail, ...rest } = JSON.parse(body) as { detail: object };
      return JSON.stringify({ ...rest, detail: { ...detail, version: 1 } });
    },
  },
  overlap: {
    input: (_caller, operation, input) => (operation === 'Query' ? withoutOverlap(input) : input),
  },
  tombstones: {
    input: (_caller, operation, input) => {
      if (operation === 'TransactWriteItems')
        return {
          TransactItems: (input as Transaction).TransactItems.filter(({ Put }) => !isTombstone(Put.Item)),
        };
      if (operation !== 'BatchWriteItem') return input;
      const { RequestItems } = input as { RequestItems: Requests };
      const kept = Object.entries(RequestItems).map(([table, requests]) => [
        table,
        requests.filter(({ PutRequest }) => !PutRequest || !isTombstone(PutRequest.Item)),
      ]);
      return { ...input, RequestItems: Object.fromEntries(kept) as Requests };
    },
  },
  'index-written-again': {
    error: (_caller, operation, error) => {
      if (operation === 'UpdateItem' && error instanceof Error) delete (error as { Item?: Item }).Item;
      return error;
    },
  },
  'transaction-for-moves': {
    instead: (operation, input) =>
      operation === 'TransactWriteItems'
        ? (input as Transaction).TransactItems.map(({ Put }) => ({
            input: Put,
            constructor: { name: 'PutItemCommand' },
          }))
        : undefined,
  },
  reconciler: { isReconcilerOff: true },
} as const satisfies Readonly<Record<string, Broken>>;

export type Protection = keyof typeof protections;
