import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Commit, decodeCommit } from './commit.ts';
import type { Item } from './item.ts';

/** An attribute as Lambda hands it over: binary values are base64 text. */
type RecordValue = { readonly S?: string; readonly N?: string; readonly B?: string };
export type StreamRecord = {
  readonly dynamodb?: {
    readonly SequenceNumber?: string;
    readonly Keys?: Readonly<Record<string, RecordValue>>;
    readonly NewImage?: Readonly<Record<string, RecordValue>>;
  };
};

/** @throws Error that says nothing of what the item holds, as that of a JSON parser would */
const decoded = (item: Item): Commit => {
  try {
    return decodeCommit(item);
  } catch {
    throw new Error('stream record cannot be decoded');
  }
};

/** The commit that a record of the table's stream carries. @throws Error where it carries none */
export const commitOf = ({ dynamodb }: StreamRecord): Commit => {
  const image = dynamodb?.NewImage;
  if (!image) throw new Error('stream record without an image');
  const attributes = Object.entries(image).map(([name, value]): [string, AttributeValue] => [
    name,
    value.B === undefined ? (value as AttributeValue) : { B: Buffer.from(value.B, 'base64') },
  ]);
  const commit = decoded(Object.fromEntries(attributes));
  if (commit.request === '' || !(commit.last >= commit.first))
    throw new Error('stream record is not a commit');
  return commit;
};
