import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { compareValues } from './conditions.ts';
import type { Item } from './expressions.ts';

/** What a place in a table held, and from when on; undefined where it was deleted. */
type State = { readonly since: number; readonly item: Item | undefined };
type Place = { readonly sort: AttributeValue; readonly states: State[] };

export type KeyNames = { readonly partition: string; readonly sort: string };

/** A table that remembers what it held before, so that a read may see the past. */
export type Table = {
  readonly name: string;
  readonly key: KeyNames;
  readonly read: (key: Item, asOf?: number) => Item | undefined;
  readonly write: (key: Item, item: Item | undefined, at: number) => void;
  /** The items of a partition by ascending sort key. */
  readonly partition: (value: AttributeValue, asOf?: number) => Item[];
  /** All items, a partition after the other, in an order that has nothing to do with their names. */
  readonly all: (asOf?: number) => Item[];
};

const textOf = (value: AttributeValue | undefined): string => {
  const text = value?.S ?? value?.N;
  if (text === undefined) throw new Error(`not a key: ${JSON.stringify(value)}`);
  return text;
};

/** The attributes of an item's key. @throws Error where one is missing */
export const keyIn = ({ partition, sort }: KeyNames, item: Item): Item => {
  const [first, second] = [item[partition], item[sort]];
  if (!first || !second) throw new Error(`no key (${partition}, ${sort}) in ${JSON.stringify(item)}`);
  return { [partition]: first, [sort]: second };
};

/** Number that spreads texts: where a partition stands in a scan, and to which shard of a stream it belongs. */
export const spread = (text: string): number => {
  let hash = 2_166_136_261;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619);
  return (hash ^ (hash >>> 15)) >>> 0;
};

const stateAt = ({ states }: Place, asOf: number | undefined): Item | undefined =>
  (asOf === undefined ? states.at(-1) : states.findLast(({ since }) => since <= asOf))?.item;

export const createTable = (name: string, key: KeyNames): Table => {
  const partitions = new Map<string, Place[]>();
  const partitionOf = (value: AttributeValue | undefined) => partitions.get(textOf(value)) ?? [];
  const sortOf = (item: Item): AttributeValue => {
    const sort = item[key.sort];
    if (!sort) throw new Error(`no ${key.sort} in a key of ${name}`);
    return sort;
  };

  /** Where a sort key stands in its partition, or would. */
  const indexOf = (places: readonly Place[], sort: AttributeValue): { index: number; found: boolean } => {
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = places[middle];
      const order = other && compareValues(other.sort, sort);
      if (order === undefined) throw new Error(`sort keys of two types in ${name}`);
      if (order === 0) return { index: middle, found: true };
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return { index: low, found: false };
  };

  const itemsOf = (places: readonly Place[], asOf?: number): Item[] =>
    places.map((place) => stateAt(place, asOf)).filter((item) => item !== undefined);

  return {
    name,
    key,
    read: (item, asOf) => {
      const places = partitionOf(item[key.partition]);
      const { index, found } = indexOf(places, sortOf(item));
      const place = found ? places[index] : undefined;
      return place && stateAt(place, asOf);
    },
    write: (keyed, item, since) => {
      const value = textOf(keyed[key.partition]);
      const places = partitions.get(value) ?? [];
      partitions.set(value, places);
      const { index, found } = indexOf(places, sortOf(keyed));
      if (found) places[index]?.states.push({ since, item });
      else places.splice(index, 0, { sort: sortOf(keyed), states: [{ since, item }] });
    },
    partition: (value, asOf) => itemsOf(partitionOf(value), asOf),
    all: (asOf) =>
      [...partitions]
        .sort(([a], [b]) => spread(a) - spread(b) || (a < b ? -1 : 1))
        .flatMap(([, places]) => itemsOf(places, asOf)),
  };
};
