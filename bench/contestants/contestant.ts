import { type CreateTableInput, DynamoDB, type ScalarAttributeType } from '@aws-sdk/client-dynamodb';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { type Counter, countCalls, type Engine } from '../../test/engine.ts';

/** One writer, as a function instance of its own: it shares nothing with the others but the table. */
export type Writer = {
  /** Appends the events to the request's stream. @throws where they are not in the log afterwards */
  readonly append: (request: string, events: readonly MotcuaEvent[]) => Promise<void>;
};

/** A way to keep events in DynamoDB. */
export type Contestant = {
  readonly name: string;
  /** Creates its table as its documentation says. @returns what makes writers to it */
  readonly open: (client: DynamoDB, table: string) => Promise<() => Writer>;
};

/** A contestant with a table and a counted client of its own. */
export type Entrant = { readonly name: string; readonly writer: () => Writer; readonly counter: Counter };

/** Creates a table with a text and a number as keys, paid by request. */
export const createStreams = async (
  client: DynamoDB,
  table: string,
  [partition, sort]: readonly [string, string],
  {
    attributes = [],
    indexes,
  }: { attributes?: string[]; indexes?: CreateTableInput['GlobalSecondaryIndexes'] } = {},
): Promise<void> => {
  const types: [string, ScalarAttributeType][] = [
    [partition, 'S'],
    [sort, 'N'],
    ...attributes.map((name): [string, ScalarAttributeType] => [name, 'S']),
  ];
  await client.createTable({
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: types.map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ],
    ...(indexes && { GlobalSecondaryIndexes: indexes }),
  });
};

let tables = 0;

export const enter = async ({ endpoint }: Engine, { name, open }: Contestant): Promise<Entrant> => {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDB({ endpoint, region: 'us-east-1', credentials });
  const counter = countCalls(client);
  return { name, counter, writer: await open(client, `bench-${++tables}`) };
};
