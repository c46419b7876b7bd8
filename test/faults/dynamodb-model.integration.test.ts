import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeWithEngine, operationOf } from '../engine.ts';
import { dynamoDBModel } from './dynamodb-model.ts';

/** Random commands to the model and to an engine: the same answers. The model's freedom is set to none. */

const seed = Number(process.env['MOTCUA_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const pk = fc.constantFrom('a', 'b', 'c');
const sk = fc.constantFrom('1', '2', '3|x', '3|y', '4', 'é');
const number = fc.integer({ min: 0, max: 5 });
const key = fc.tuple(pk, sk).map(([p, s]) => ({ pk: { S: p }, sk: { S: s } }));
const item = fc
  .tuple(key, number, fc.option(fc.uniqueArray(sk, { minLength: 1, maxLength: 3 })), fc.boolean())
  .map(([keys, n, members, hasText]) => ({
    ...keys,
    n: { N: String(n) },
    ...(members && { set: { SS: members.toSorted() } }),
    ...(hasText && { text: { S: `text ${n}` }, bytes: { B: Uint8Array.from([n, 1]) } }),
  }));

const conditions = [
  'attribute_not_exists(pk)',
  'attribute_exists(pk)',
  '#n = :n',
  'attribute_not_exists(#n) OR #n < :n',
  'attribute_not_exists(#n) OR (#n <= :n AND NOT #n = :m)',
  '#n <> :n AND (attribute_exists(#text) OR contains(#set, :s))',
  'begins_with(#text, :s) OR #n BETWEEN :m AND :n',
  '#n IN (:m, :n)',
  'size(#text) > :n',
] as const;

/** Only the names and values that an expression uses: any other is an error. */
const bound = (text: string, n: number, m: number, s: string) => {
  const names: Record<string, string> = { '#n': 'n', '#text': 'text', '#set': 'set', '#pk': 'pk' };
  const values = { ':n': { N: String(n) }, ':m': { N: String(m) }, ':s': { S: s }, ':set': { SS: [s] } };
  const used = <T>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(text)));
  const [usedNames, usedValues] = [used(names), used(values)];
  return {
    ...(Object.keys(usedNames).length > 0 && { ExpressionAttributeNames: usedNames }),
    ...(Object.keys(usedValues).length > 0 && { ExpressionAttributeValues: usedValues }),
  };
};

const bindings = fc.tuple(
  fc.integer({ min: 3, max: 5 }),
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom('1', '3|', 'text'),
);
const condition = fc
  .tuple(fc.option(fc.constantFrom(...conditions)), bindings, fc.boolean())
  .map(([text, [n, m, s], returns]) => ({ text, n, m, s, returns }));

const table = { TableName: 'table' };
const updates = [
  'SET #n = :n',
  'SET #n = if_not_exists(#n, :m) + :n, #text = :s',
  'ADD #set :set',
  'ADD #n :n SET #text = :s',
  'DELETE #set :set',
  'REMOVE #text, #set',
] as const;

const checked = (
  { text, n, m, s, returns }: typeof condition extends fc.Arbitrary<infer T> ? T : never,
  more = '',
) => ({
  ...(text !== null && { ConditionExpression: text }),
  ...bound(`${text ?? ''} ${more}`, n, m, s),
  ...(returns && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
});

const write = fc.oneof(
  fc.tuple(item, condition).map(([Item, check]) => new PutItemCommand({ ...table, Item, ...checked(check) })),
  fc.tuple(key, condition, fc.constantFrom(...updates)).map(
    ([Key, check, UpdateExpression]) =>
      new UpdateItemCommand({
        ...table,
        Key,
        UpdateExpression,
        ReturnValues: 'ALL_NEW',
        ...checked(check, UpdateExpression),
      }),
  ),
  fc
    .tuple(key, condition)
    .map(
      ([Key, check]) => new DeleteItemCommand({ ...table, Key, ReturnValues: 'ALL_OLD', ...checked(check) }),
    ),
  fc
    .uniqueArray(fc.tuple(item, fc.boolean()), {
      minLength: 1,
      maxLength: 4,
      selector: ([one]) => JSON.stringify([one.pk, one.sk]),
    })
    .map(
      (list) =>
        new BatchWriteItemCommand({
          RequestItems: {
            table: list.map(([Item, puts]) =>
              puts ? { PutRequest: { Item } } : { DeleteRequest: { Key: { pk: Item.pk, sk: Item.sk } } },
            ),
          },
        }),
    ),
  fc
    .uniqueArray(item, {
      minLength: 1,
      maxLength: 4,
      selector: (one) => JSON.stringify([one.pk, one.sk]),
    })
    .map(
      (items) =>
        new TransactWriteItemsCommand({
          TransactItems: items.map((Item) => ({ Put: { TableName: 'table', Item } })),
        }),
    ),
);

const ranges = [
  'pk = :pk',
  '#pk = :pk AND sk > :from',
  'pk = :pk AND sk >= :from',
  'pk = :pk AND sk < :from',
  'pk = :pk AND begins_with(sk, :from)',
  'pk = :pk AND sk BETWEEN :from AND :to',
] as const;

const query = fc
  .tuple(
    pk,
    sk,
    sk,
    fc.constantFrom(...ranges),
    fc.boolean(),
    fc.option(fc.integer({ min: 1, max: 4 })),
    fc.option(sk),
  )
  .filter(([, from, to, text]) => !text.includes('BETWEEN') || Buffer.from(from) <= Buffer.from(to))
  .map(
    ([p, from, to, text, forward, limit, start]) =>
      new QueryCommand({
        ...table,
        KeyConditionExpression: text,
        ...(text.includes('#pk') && { ExpressionAttributeNames: { '#pk': 'pk' } }),
        ExpressionAttributeValues: {
          ':pk': { S: p },
          ...(text.includes(':from') && { ':from': { S: from } }),
          ...(text.includes(':to') && { ':to': { S: to } }),
        },
        ScanIndexForward: forward,
        ...(limit !== null && { Limit: limit }),
        // A place in the whole partition: only there does every key lie within what is asked.
        ...(start !== null &&
          text === 'pk = :pk' && { ExclusiveStartKey: { pk: { S: p }, sk: { S: start } } }),
      }),
  );

const read = fc.oneof(
  query,
  key.map((Key) => new GetItemCommand({ ...table, Key, ConsistentRead: true })),
  fc
    .uniqueArray(key, { minLength: 1, maxLength: 5, selector: (one) => JSON.stringify(one) })
    .map((Keys) => new BatchGetItemCommand({ RequestItems: { table: { Keys } } })),
);

type Command = { readonly input: object };
type Answer = Record<string, unknown>;
const texts = (items: unknown) =>
  (items as object[] | undefined)?.map((one) => JSON.stringify(one, sorted)).sort();
const sorted = (_name: string, value: unknown): unknown =>
  value instanceof Uint8Array
    ? [...value]
    : typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : Array.isArray(value) && value.every((one) => typeof one === 'string')
        ? value.toSorted()
        : value;

/** What of an answer is said for sure: a batch gives its items in no order. */
const essence = (answer: Answer): unknown => {
  const { Items, Count, LastEvaluatedKey, Item, Attributes, Responses, UnprocessedItems = {} } = answer;
  return JSON.parse(
    JSON.stringify(
      {
        Items,
        Count,
        LastEvaluatedKey,
        Item,
        Attributes,
        responses: texts((Responses as Record<string, unknown> | undefined)?.['table']),
        UnprocessedItems,
      },
      sorted,
    ),
  );
};

const outcome = async (run: () => unknown): Promise<unknown> => {
  try {
    return essence((await run()) as Answer);
  } catch (error) {
    const { name, Item, message } = error as Error & { Item?: object };
    if (name === 'ValidationException') throw new Error(`not a valid command: ${message}`, { cause: error });
    return { name, Item: JSON.parse(JSON.stringify(Item ?? null, sorted)) as unknown };
  }
};

/** The same command to the engine's table. */
const inTable = (command: Command, name: string): Command => {
  const input = command.input as {
    TableName?: string;
    RequestItems?: Record<string, unknown>;
    TransactItems?: { Put: object }[];
  };
  const { RequestItems, TransactItems } = input;
  const Constructor = command.constructor as new (input: object) => Command;
  if (TransactItems)
    return new Constructor({
      TransactItems: TransactItems.map(({ Put }) => ({ Put: { ...Put, TableName: name } })),
    });
  return new Constructor(
    RequestItems
      ? { ...input, RequestItems: { [name]: RequestItems['table'] } }
      : { ...input, TableName: name },
  );
};
const inModel = (name: string, answer: Answer): Answer => {
  const { Responses } = answer;
  return Responses ? { ...answer, Responses: { table: (Responses as Answer)[name] } } : answer;
};

const still = { now: () => 0, lagMs: () => 0, pageSize: () => 1_000, leavesOut: () => false };

describeWithEngine('the model of DynamoDB', (engine) => {
  test('answers as an engine does', async () => {
    console.log(`model of DynamoDB: seed ${seed} (repeat with MOTCUA_SEED=${seed})`);
    const seen = { commands: 0, refused: 0, paged: 0 };
    const property = fc.asyncProperty(
      fc.array(fc.oneof(write, write, read), { minLength: 5, maxLength: 40, size: 'max' }),
      async (commands) => {
        const view = await engine().createView();
        const model = dynamoDBModel(still);
        model.createTable('table', { partition: 'pk', sort: 'sk' });
        for (const command of commands) {
          const real = await outcome(async () =>
            inModel(view.table, await view.client.send<never, never>(inTable(command, view.table) as never)),
          );
          const modelled = await outcome(() => model.execute(operationOf(command as never), command.input));
          expect({ [operationOf(command as never)]: command.input, answer: modelled }).toEqual({
            [operationOf(command as never)]: command.input,
            answer: real,
          });
          seen.commands++;
          if ((real as Answer)['name']) seen.refused++;
          if ((real as Answer)['LastEvaluatedKey']) seen.paged++;
        }
        const scanned: string[] = [];
        for (const Segment of [0, 1, 2]) {
          let ExclusiveStartKey: object | undefined;
          do {
            const page = model.execute('Scan', {
              ...table,
              Segment,
              TotalSegments: 3,
              Limit: 2,
              ExclusiveStartKey,
            });
            const { Items, LastEvaluatedKey } = page as { Items: object[]; LastEvaluatedKey?: object };
            scanned.push(...(texts(Items) ?? []));
            ExclusiveStartKey = LastEvaluatedKey;
          } while (ExclusiveStartKey);
        }
        const all = await view.client.send(new ScanCommand({ TableName: view.table }));
        expect(scanned.sort()).toEqual(texts(all.Items));
        await view.client.send(new DeleteTableCommand({ TableName: view.table }));
      },
    );
    await fc.assert(property, { seed, numRuns: 60 });
    console.log('model of DynamoDB:', seen);
    expect(seen.refused).toBeGreaterThan(0);
    expect(seen.paged).toBeGreaterThan(0);
  });

  test.each([
    ['an operation', 'TransactGetItems', {}],
    ['a part of a transaction', 'TransactWriteItems', { TransactItems: [{ Delete: { ...table } }] }],
    ['a field', 'PutItem', { ...table, Item: { pk: { S: 'a' }, sk: { S: '1' } }, Expected: {} }],
    [
      'a function',
      'PutItem',
      { ...table, Item: { pk: { S: 'a' }, sk: { S: '1' } }, ConditionExpression: 'attribute_type(pk, :s)' },
    ],
    [
      'an expression',
      'UpdateItem',
      { ...table, Key: { pk: { S: 'a' }, sk: { S: '1' } }, UpdateExpression: 'SET a[0] = :n' },
    ],
  ])('refuses %s that it does not know', (_what, operation, input) => {
    const model = dynamoDBModel(still);
    model.createTable('table', { partition: 'pk', sort: 'sk' });
    expect(() => model.execute(operation, input)).toThrow();
  });
});
