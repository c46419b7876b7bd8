import { type Freedom, noFreedom } from './freedom.ts';
import { readsOf } from './reads.ts';
import { ServiceError } from './service-error.ts';
import { createTable, type KeyNames, type Table } from './table.ts';
import { type Watcher, writesOf } from './writes.ts';

export type DynamoDBModel = {
  readonly createTable: (name: string, key: KeyNames) => Table;
  /** Does what a command asks, at once. @throws ServiceError as DynamoDB would, Error where the model does not know it */
  readonly execute: (operation: string, input: object) => object;
  /** A read as it would be if nothing were left open: what the tables hold at this instant. */
  readonly look: (operation: string, input: object) => object;
};

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
  TransactWriteItems: ['TransactItems', 'ClientRequestToken'],
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

/** An in-memory DynamoDB for what this project asks of it; what it does not know it refuses loudly. */
export const dynamoDBModel = (freedom: Freedom, watch: Watcher = () => undefined): DynamoDBModel => {
  const tables = new Map<string, Table>();
  const tableOf = (name: string | undefined): Table => {
    const table = tables.get(name ?? '');
    if (!table) throw new ServiceError('ResourceNotFoundException', `there is no table ${name}`);
    return table;
  };
  type Operations = Readonly<Record<string, (input: never) => object>>;
  const operations: Operations = { ...readsOf(tableOf, freedom), ...writesOf(tableOf, freedom, watch) };
  const looks: Operations = readsOf(tableOf, noFreedom);
  const run = (known: Operations, operation: string, input: object): object => {
    checkFields(operation, input);
    const act = known[operation];
    if (!act) throw new Error(`the model of DynamoDB does not know ${operation}`);
    return act(input as never);
  };
  return {
    createTable: (name, key) => {
      const table = createTable(name, key);
      tables.set(name, table);
      return table;
    },
    execute: (operation, input) => run(operations, operation, input),
    look: (operation, input) => run(looks, operation, input),
  };
};
