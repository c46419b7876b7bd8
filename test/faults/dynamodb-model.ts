import type {
  AttributeValue,
  BatchGetItemCommandInput,
  BatchWriteItemCommandInput,
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  QueryCommandInput,
  ScanCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { compareValues, holds, nameOf } from './conditions.ts';
import { type Bindings, type Condition, type Item, parseCondition } from './expressions.ts';
import { createTable, type KeyNames, keyIn, spread, type Table } from './table.ts';
import { updated } from './updates.ts';

/** An error as DynamoDB gives it: known by its name. */
export class ServiceError extends Error {
  readonly Item?: Item;
  constructor(name: string, message: string, item?: Item) {
    super(message);
    this.name = name;
    if (item) this.Item = item;
  }
}

/** What DynamoDB leaves open, and this model therefore asks: the past, the page, the part left undone. */
export type Freedom = {
  readonly now: () => number;
  /** How far behind a read without strong consistency is, in milliseconds. */
  readonly lagMs: () => number;
  /** The most items a page holds. */
  readonly pageSize: () => number;
  /** Whether one part of a batch is left undone this time. */
  readonly leavesOut: () => boolean;
};

/** Someone who is told of every write: the table's stream. */
export type Watcher = (table: string, item: Item) => void;

export type DynamoDBModel = {
  readonly createTable: (name: string, key: KeyNames) => Table;
  /** Does what a command asks, at once. @throws ServiceError as DynamoDB would, Error where the model does not know it */
  readonly execute: (operation: string, input: object) => object;
};

type Expressions = {
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
};

const bindingsOf = ({ ExpressionAttributeNames, ExpressionAttributeValues }: Expressions): Bindings => ({
  names: ExpressionAttributeNames ?? {},
  values: ExpressionAttributeValues ?? {},
});

/** Fields of an input that the model gives an answer to; any other would be silently wrong. */
const knownFields: Readonly<Record<string, readonly string[]>> = {
  PutItem: ['Item', 'ConditionExpression', 'ReturnValues', 'ReturnValuesOnConditionCheckFailure'],
  UpdateItem: [
    'Key',
    'UpdateExpression',
    'ConditionExpression',
    'ReturnValues',
    'ReturnValuesOnConditionCheckFailure',
  ],
  DeleteItem: ['Key', 'ConditionExpression', 'ReturnValues', 'ReturnValuesOnConditionCheckFailure'],
  GetItem: ['Key', 'ConsistentRead', 'ProjectionExpression'],
  Query: [
    'KeyConditionExpression',
    'FilterExpression',
    'ProjectionExpression',
    'ScanIndexForward',
    'Limit',
    'ConsistentRead',
    'ExclusiveStartKey',
    'Select',
  ],
  Scan: [
    'Segment',
    'TotalSegments',
    'FilterExpression',
    'ProjectionExpression',
    'Limit',
    'ConsistentRead',
    'ExclusiveStartKey',
  ],
  BatchGetItem: ['RequestItems'],
  BatchWriteItem: ['RequestItems'],
};
const sharedFields = [
  'TableName',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnConsumedCapacity',
];

const checkFields = (operation: string, input: object): void => {
  const known = knownFields[operation];
  if (!known) throw new Error(`the model of DynamoDB does not know ${operation}`);
  for (const [field, value] of Object.entries(input))
    if (value !== undefined && !known.includes(field) && !sharedFields.includes(field))
      throw new Error(`the model of DynamoDB does not know ${field} of ${operation}`);
};

const projected = (item: Item, expression: string | undefined, bindings: Bindings): Item => {
  if (expression === undefined) return item;
  const names = expression.split(',').map((path) => nameOf(path.trim(), bindings));
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
};

/** The value that a key condition gives the partition key. */
const partitionIn = (
  condition: Condition,
  partition: string,
  bindings: Bindings,
): AttributeValue | undefined => {
  if (condition.kind === 'and')
    return (
      partitionIn(condition.left, partition, bindings) ?? partitionIn(condition.right, partition, bindings)
    );
  if (
    condition.kind === 'compare' &&
    condition.operator === '=' &&
    condition.left.kind === 'path' &&
    condition.right.kind === 'value' &&
    nameOf(condition.left.name, bindings) === partition
  )
    return bindings.values[condition.right.name];
  return undefined;
};

/** Whether an item's sort key is greater than another's. */
const comesAfter = (item: Item, other: Item, sort: string): boolean => {
  const [a, b] = [item[sort], other[sort]];
  return a !== undefined && b !== undefined && (compareValues(a, b) ?? 0) > 0;
};

type Check = Expressions & {
  readonly ConditionExpression?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
};

const checkCondition = (input: Check, stored: Item | undefined): void => {
  const { ConditionExpression: text, ReturnValuesOnConditionCheckFailure: returns } = input;
  if (text === undefined || holds(parseCondition(text), stored ?? {}, bindingsOf(input))) return;
  const item = returns === 'ALL_OLD' ? stored : undefined;
  throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed', item);
};

const returned = (which: string | undefined, old: Item | undefined, after: Item | undefined): object => {
  if (which === undefined || which === 'NONE') return {};
  const attributes = which === 'ALL_OLD' ? old : which === 'ALL_NEW' ? after : undefined;
  if (which !== 'ALL_OLD' && which !== 'ALL_NEW') throw new Error(`the model does not return ${which}`);
  return attributes ? { Attributes: attributes } : {};
};

/** An in-memory DynamoDB for what this project asks of it; what it does not know it refuses loudly. */
export const dynamoDBModel = (freedom: Freedom, watch: Watcher = () => undefined): DynamoDBModel => {
  const tables = new Map<string, Table>();
  const tableOf = (name: string | undefined): Table => {
    const table = tables.get(name ?? '');
    if (!table) throw new ServiceError('ResourceNotFoundException', `there is no table ${name}`);
    return table;
  };
  const asOf = (consistent: boolean | undefined) => (consistent ? undefined : freedom.now() - freedom.lagMs());

  const write = (table: Table, key: Item, item: Item | undefined): void => {
    table.write(key, item, freedom.now());
    if (item) watch(table.name, item);
  };

  const put = (input: PutItemCommandInput): object => {
    const table = tableOf(input.TableName);
    const item = { ...input.Item };
    const key = keyIn(table.key, item);
    const old = table.read(key);
    checkCondition(input, old);
    write(table, key, item);
    return returned(input.ReturnValues, old, undefined);
  };

  const update = (input: UpdateItemCommandInput): object => {
    const table = tableOf(input.TableName);
    const key = keyIn(table.key, input.Key ?? {});
    const old = table.read(key);
    checkCondition(input, old);
    const after = updated(old ?? key, input.UpdateExpression ?? '', bindingsOf(input));
    write(table, key, after);
    return returned(input.ReturnValues, old, after);
  };

  const remove = (input: DeleteItemCommandInput): object => {
    const table = tableOf(input.TableName);
    const key = keyIn(table.key, input.Key ?? {});
    const old = table.read(key);
    checkCondition(input, old);
    if (old) write(table, key, undefined);
    return returned(input.ReturnValues, old, undefined);
  };

  const get = (input: GetItemCommandInput): object => {
    const table = tableOf(input.TableName);
    const item = table.read(keyIn(table.key, input.Key ?? {}), asOf(input.ConsistentRead));
    return item ? { Item: projected(item, input.ProjectionExpression, bindingsOf(input)) } : {};
  };

  type Paged = Expressions & {
    readonly Limit?: number | undefined;
    readonly FilterExpression?: string | undefined;
    readonly ProjectionExpression?: string | undefined;
  };

  /** The first page of what is left to read, and where the next begins. */
  const pageOf = (table: Table, rest: readonly Item[], input: Paged): object => {
    const size = Math.min(input.Limit ?? Number.POSITIVE_INFINITY, Math.max(1, freedom.pageSize()));
    const page = rest.slice(0, size);
    const last = page.at(-1);
    const bindings = bindingsOf(input);
    const filter = input.FilterExpression === undefined ? undefined : parseCondition(input.FilterExpression);
    const items = filter ? page.filter((item) => holds(filter, item, bindings)) : page;
    return {
      Items: items.map((item) => projected(item, input.ProjectionExpression, bindings)),
      Count: items.length,
      ScannedCount: page.length,
      ...(page.length === size && last && { LastEvaluatedKey: keyIn(table.key, last) }),
    };
  };

  const query = (input: QueryCommandInput): object => {
    const table = tableOf(input.TableName);
    const bindings = bindingsOf(input);
    const condition = parseCondition(input.KeyConditionExpression ?? '');
    const partition = partitionIn(condition, table.key.partition, bindings);
    if (!partition) throw new Error(`a query must name its ${table.key.partition}`);
    const items = table
      .partition(partition, asOf(input.ConsistentRead))
      .filter((item) => holds(condition, item, bindings));
    const isBackwards = input.ScanIndexForward === false;
    const ordered = isBackwards ? items.toReversed() : items;
    const start = input.ExclusiveStartKey;
    if (!start) return pageOf(table, ordered, input);
    const rest = ordered.filter((item) =>
      isBackwards ? comesAfter(start, item, table.key.sort) : comesAfter(item, start, table.key.sort),
    );
    return pageOf(table, rest, input);
  };

  const scan = (input: ScanCommandInput): object => {
    const table = tableOf(input.TableName);
    const { Segment = 0, TotalSegments = 1, ExclusiveStartKey: start } = input;
    const partitionText = (item: Item) => item[table.key.partition]?.S ?? '';
    const items = table
      .all(asOf(input.ConsistentRead))
      .filter((item) => spread(partitionText(item)) % TotalSegments === Segment);
    if (!start) return pageOf(table, items, input);
    const place = spread(partitionText(start));
    const rest = items.filter((item) => {
      const other = spread(partitionText(item));
      if (other !== place) return other > place;
      if (partitionText(item) !== partitionText(start)) return partitionText(item) > partitionText(start);
      return comesAfter(item, start, table.key.sort);
    });
    return pageOf(table, rest, input);
  };

  const batchGet = ({ RequestItems = {} }: BatchGetItemCommandInput): object => {
    const responses: Record<string, Item[]> = {};
    const unprocessed: Record<string, object> = {};
    for (const [name, asked] of Object.entries(RequestItems)) {
      const table = tableOf(name);
      const { Keys = [], ConsistentRead, ProjectionExpression, ...names } = asked;
      if (Keys.length > 100) throw new ServiceError('ValidationException', 'more than 100 keys');
      const done = Keys.map((key) => [key, !freedom.leavesOut()] as const);
      const [at, bindings] = [asOf(ConsistentRead), bindingsOf(names)];
      responses[name] = done
        .map(([key, isDone]) => (isDone ? table.read(keyIn(table.key, key), at) : undefined))
        .filter((item) => item !== undefined)
        .map((item) => projected(item, ProjectionExpression, bindings));
      const left = done.filter(([, isDone]) => !isDone).map(([key]) => key);
      if (left.length > 0) unprocessed[name] = { ...asked, Keys: left };
    }
    return { Responses: responses, UnprocessedKeys: unprocessed };
  };

  const batchWrite = ({ RequestItems = {} }: BatchWriteItemCommandInput): object => {
    const unprocessed: Record<string, object[]> = {};
    for (const [name, requests] of Object.entries(RequestItems)) {
      const table = tableOf(name);
      if (requests.length > 25) throw new ServiceError('ValidationException', 'more than 25 items');
      for (const request of requests) {
        const item = request.PutRequest?.Item;
        const key = keyIn(table.key, item ?? request.DeleteRequest?.Key ?? {});
        if (freedom.leavesOut()) unprocessed[name] = [...(unprocessed[name] ?? []), request];
        else write(table, key, item && { ...item });
      }
    }
    return { UnprocessedItems: unprocessed };
  };

  const operations: Readonly<Record<string, (input: never) => object>> = {
    PutItem: put,
    UpdateItem: update,
    DeleteItem: remove,
    GetItem: get,
    Query: query,
    Scan: scan,
    BatchGetItem: batchGet,
    BatchWriteItem: batchWrite,
  };

  return {
    createTable: (name, key) => {
      const table = createTable(name, key);
      tables.set(name, table);
      return table;
    },
    execute: (operation, input) => {
      checkFields(operation, input);
      const run = operations[operation];
      if (!run) throw new Error(`the model of DynamoDB does not know ${operation}`);
      return run(input as never);
    },
  };
};
