import type {
  AttributeValue,
  BatchGetItemCommandInput,
  GetItemCommandInput,
  QueryCommandInput,
  ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import { compareValues, holds, nameOf } from './conditions.ts';
import {
  type Bindings,
  bindingsOf,
  type Condition,
  type Expressions,
  type Item,
  parseCondition,
} from './expressions.ts';
import type { Freedom } from './freedom.ts';
import { ServiceError } from './service-error.ts';
import { keyIn, spread, type Table } from './table.ts';

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

/** The operations that read: the present where they ask for it, else some moment before. */
export const readsOf = (tableOf: (name: string | undefined) => Table, freedom: Freedom) => {
  const asOf = (consistent: boolean | undefined) =>
    consistent ? undefined : freedom.now() - freedom.lagMs();

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

  return { GetItem: get, Query: query, Scan: scan, BatchGetItem: batchGet };
};
