import type {
  BatchWriteItemCommandInput,
  DeleteItemCommandInput,
  PutItemCommandInput,
  TransactWriteItemsCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { holds } from './conditions.ts';
import { bindingsOf, type Expressions, type Item, parseCondition } from './expressions.ts';
import type { Freedom } from './freedom.ts';
import { ServiceError } from './service-error.ts';
import { keyIn, type Table } from './table.ts';
import { updated } from './updates.ts';

/** Someone who is told of every write: the table's stream. */
export type Watcher = (table: string, item: Item) => void;

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

/** The operations that write, each at once and whole. */
export const writesOf = (tableOf: (name: string | undefined) => Table, freedom: Freedom, watch: Watcher) => {
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

  /** All of it or nothing; only what puts an item is known here. */
  const transact = ({ TransactItems = [] }: TransactWriteItemsCommandInput): object => {
    if (TransactItems.length === 0 || TransactItems.length > 100)
      throw new ServiceError('ValidationException', `${TransactItems.length} items in a transaction`);
    const writes = TransactItems.map(({ Put, ...others }) => {
      if (!Put || Object.keys(others).length > 0)
        throw new Error('the model of DynamoDB knows of transactions only Put');
      const { TableName, Item, ...more } = Put;
      if (!Item || Object.keys(more).length > 0)
        throw new Error('the model of DynamoDB knows no conditions in transactions');
      const table = tableOf(TableName);
      return { table, key: keyIn(table.key, Item), item: { ...Item } };
    });
    const places = new Set(writes.map(({ table, key }) => `${table.name} ${JSON.stringify(key)}`));
    if (places.size < writes.length)
      throw new ServiceError('ValidationException', 'one item twice in a transaction');
    for (const { table, key, item } of writes) write(table, key, item);
    return {};
  };

  return {
    PutItem: put,
    UpdateItem: update,
    DeleteItem: remove,
    BatchWriteItem: batchWrite,
    TransactWriteItems: transact,
  };
};
