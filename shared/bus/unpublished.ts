import type { StreamRecord } from '../event-store/stream-record.ts';

/** A commit that the bus has not heard, by its key in the log: what the queue of the unpublished holds. */
export type UnpublishedCommit = {
  readonly request: string;
  /** The version of its first event. */
  readonly version: number;
  readonly reason: string;
};

/** The name of the commit that a stream record is about, from its keys alone. @throws Error where it has none */
export const nameOf = ({ dynamodb }: StreamRecord, reason: string): UnpublishedCommit => {
  const request = dynamodb?.Keys?.['request']?.S ?? '';
  const version = Number(dynamodb?.Keys?.['version']?.N);
  if (request === '' || !Number.isInteger(version))
    throw new Error('stream record without the keys of a commit');
  return { request, version, reason };
};
