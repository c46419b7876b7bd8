import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type { RecordedEvent, Version } from '../request/stream.ts';
import { decodeCommit, recordedEvents } from './commit.ts';
import type { EventLog } from './event-log.ts';
import type { Item } from './item.ts';

type Page = { readonly after: Version; readonly limit: number };

const queryCommits = (
  { client, table }: EventLog,
  request: string,
  {
    comparison,
    version,
    forward,
    limit,
    startKey,
  }: {
    readonly comparison: '>' | '<=';
    readonly version: number;
    readonly forward: boolean;
    readonly limit: number;
    readonly startKey?: Item | undefined;
  },
): Promise<QueryCommandOutput> =>
  client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: `#request = :request AND #version ${comparison} :version`,
      ExpressionAttributeNames: { '#request': 'request', '#version': 'version' },
      ExpressionAttributeValues: { ':request': { S: request }, ':version': { N: String(version) } },
      ScanIndexForward: forward,
      ConsistentRead: true,
      Limit: limit,
      ...(startKey && { ExclusiveStartKey: startKey }),
    }),
  );

/** The events of the commits that an answer holds, as far as they come after a version. */
const eventsAfter = (after: Version, { Items = [] }: QueryCommandOutput): RecordedEvent[] =>
  Items.flatMap((item) => recordedEvents(decodeCommit(item))).filter(({ version }) => version > after);

/**
 * Reads the events that follow a version, at most so many, without the rest of the stream. The commit that holds the
 * first of them may begin before it: it is read only where those that begin later leave a gap.
 */
export const loadPage = async (
  log: EventLog,
  request: string,
  { after, limit }: Page,
): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  let startKey: Item | undefined;
  do {
    const found = await queryCommits(log, request, {
      comparison: '>',
      version: after,
      forward: true,
      limit: limit - events.length,
      startKey,
    });
    events.push(...eventsAfter(after, found));
    startKey = found.LastEvaluatedKey;
  } while (startKey && events.length < limit);
  if (after > 0 && events[0]?.version !== after + 1)
    events.unshift(
      ...eventsAfter(
        after,
        await queryCommits(log, request, { comparison: '<=', version: after, forward: false, limit: 1 }),
      ),
    );
  return events.slice(0, limit);
};
