import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Instant } from '../instant.ts';
import { isRequest, type Stream } from '../request/stream.ts';
import { type Commit, decodeCommit, recordedEvents } from './commit.ts';
import type { EventLog } from './event-log.ts';

/** What one page of a scan holds of one request: all of its commits, unless they are more than a page. */
export type Scanned = {
  readonly request: string;
  readonly commits: readonly Commit[];
  /** Why some of its commits cannot be read. */
  readonly unreadable?: unknown;
};

export type ScanPage = {
  readonly requests: readonly Scanned[];
  /** Where to go on; null at the end. */
  readonly cursor: string | null;
};

/** One of `total` parallel parts of the log; every request lies in one of them. */
export type LogSegment = { readonly segment: number; readonly total: number };

type Item = Record<string, AttributeValue>;

const requestOf = (item: Item): string => item['request']?.S ?? '';
const cursorOf = (key: Item): string => JSON.stringify([requestOf(key), key['version']?.N ?? '']);
const keyOf = (cursor: string): Item => {
  const [request = '', version = ''] = JSON.parse(cursor) as string[];
  return { request: { S: request }, version: { N: version } };
};

/** Where the last request of a page begins: it may go on in the next page, and is left to it. 0 where it is alone. */
const lastStart = (items: readonly Item[]): number => {
  const last = requestOf(items.at(-1) ?? {});
  return items.findLastIndex((item) => requestOf(item) !== last) + 1;
};

const scanned = (request: string, items: readonly Item[]): Scanned => {
  try {
    return { request, commits: items.map(decodeCommit).sort((a, b) => a.first - b.first) };
  } catch (unreadable) {
    return { request, commits: [], unreadable };
  }
};

/**
 * One page of a segment of the log, by request: the items of a partition come together in a scan. The registry's
 * streams are left out.
 * @param cursor where the page before ended, null at the start
 * @param consistent true where a commit made before the scan began must be seen (1 RCU per 4 kB), else ½
 * @param limit commits a page at most; 1 MB in any case
 */
export const scanRequests = async (
  log: EventLog,
  { segment, total }: LogSegment,
  { cursor, consistent, limit }: { cursor: string | null; consistent: boolean; limit: number },
): Promise<ScanPage> => {
  const { Items = [], LastEvaluatedKey } = await log.client.send(
    new ScanCommand({
      TableName: log.table,
      Segment: segment,
      TotalSegments: total,
      ConsistentRead: consistent,
      Limit: limit,
      ...(cursor !== null && { ExclusiveStartKey: keyOf(cursor) }),
    }),
  );
  const start = LastEvaluatedKey ? lastStart(Items) : 0;
  const items = start > 0 ? Items.slice(0, start) : Items;
  const end = start > 0 ? items.at(-1) : LastEvaluatedKey;
  const byRequest = Map.groupBy(items, requestOf);
  return {
    requests: [...byRequest]
      .filter(([partition]) => isRequest(partition))
      .map(([request, own]) => scanned(request, own)),
    cursor: LastEvaluatedKey && end ? cursorOf(end) : null,
  };
};

/** The stream of a request whose commits came from version 1 on without a gap; undefined otherwise. */
export const wholeStream = ({ request, commits }: Scanned): Stream | undefined => {
  let next = 1;
  for (const { first, last } of commits) {
    if (first !== next) return undefined;
    next = last + 1;
  }
  const head = commits.at(-1)?.last;
  return head === undefined ? undefined : { request, version: head, events: commits.flatMap(recordedEvents) };
};

/** The version a request was at by an instant, as far as its commits were seen; 0 where it is younger. */
export const versionBy = ({ commits }: Scanned, by: Instant): number =>
  commits.reduce((head, { last, recordedAt }) => (recordedAt <= by ? Math.max(head, last) : head), 0);
