import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item or a key of the events table. */
export type Item = Record<string, AttributeValue>;

const writeUnitBytes = 1024;

/** DynamoDB takes items of up to 400 KB (409,600 bytes), names and keys included; the rest is left for its own book-keeping. */
export const largestItemBytes = 400_000;

const valueBytes = ({ S, N, B }: AttributeValue): number =>
  S === undefined ? (B?.length ?? (N?.length ?? 0) + 1) : Buffer.byteLength(S);

/**
 * The size that DynamoDB bills an item by, of the kinds of attribute that a commit has
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html); numbers are taken
 * to be as long as their digits.
 */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

export const writeUnits = (bytes: number): number => Math.ceil(bytes / writeUnitBytes);
