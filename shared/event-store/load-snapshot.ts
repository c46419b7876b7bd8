import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { comparePlaces, type Place, placeOf } from '../request/fold.ts';
import { emptySnapshot, extend, isAfter, type Snapshot } from '../request/snapshot.ts';
import { keyOf, type RecordedEvent, type Version, version } from '../request/stream.ts';
import { decodeCommit, recordedEvents } from './commit.ts';
import type { EventLog } from './event-log.ts';
import type { Item } from './item.ts';
import { decodeSnapshot, intervalAt } from './stored-snapshot.ts';

/** The end of a stream, as far as somebody knows it. */
export type Head = {
  readonly snapshot: Snapshot;
  /** The version of the stored snapshot that this one was folded from, 0 for none. */
  readonly base: Version;
  /** The newest events, as many as had to be read. */
  readonly recent: readonly RecordedEvent[];
};

export const emptyHead = (request: string): Head => ({
  snapshot: emptySnapshot(request),
  base: version(0),
  recent: [],
});

/** As many small commits as one read unit holds. The next page reaches to where a snapshot is due, further ones beyond. */
const firstPage = 8;
const nextPage = (page: number, { version: first }: Item): number =>
  page > firstPage ? 3 * page : Math.max(page, intervalAt(version(Number(first?.N))) - page) + 1;

type Bound = { readonly above: Version } | { readonly below: Version } | undefined;

/** The commits of a stream from its end, or from below a version, backwards. */
async function* newestFirst(
  { client, table }: EventLog,
  request: string,
  consistent: boolean,
  bound: Bound,
): AsyncGenerator<Item> {
  const [comparison, from] =
    bound === undefined ? ['>', 0] : 'above' in bound ? ['>', bound.above] : ['<', bound.below];
  let Limit = firstPage;
  let startKey: Item | undefined;
  do {
    const page: QueryCommandOutput = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: `#request = :request AND #version ${comparison} :from`,
        ExpressionAttributeNames: { '#request': 'request', '#version': 'version' },
        ExpressionAttributeValues: { ':request': { S: request }, ':from': { N: String(from) } },
        ScanIndexForward: false,
        ConsistentRead: consistent,
        Limit,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    yield* page.Items ?? [];
    startKey = page.LastEvaluatedKey;
    const [newest] = page.Items ?? [];
    if (newest) Limit = nextPage(Limit, newest);
  } while (startKey);
}

type Walk = {
  readonly consistent: boolean;
  readonly bound?: Bound;
  /** Events that follow what is read, and are to be folded on top of it. */
  readonly later?: readonly RecordedEvent[];
  /** What the caller knows of the stream at the version that it is read above. */
  readonly known?: Head;
};

/**
 * Reads backwards until a snapshot is met, the caller's or a stored one, that everything read since happened after:
 * an event that came late sends it on to an earlier snapshot, at most to the beginning.
 * @returns undefined where the pages do not fit together, or nothing known carries what was read
 */
const walk = async (
  log: EventLog,
  request: string,
  { consistent, bound, later = [], known = emptyHead(request) }: Walk,
): Promise<Head | undefined> => {
  const commits: (readonly RecordedEvent[])[] = [];
  let earliest: Place | undefined;
  const take = (events: readonly RecordedEvent[]) => {
    if (events.length > 0) commits.push(events);
    for (const place of events.map(({ event }) => placeOf(event)))
      if (earliest === undefined || comparePlaces(place, earliest) < 0) earliest = place;
  };
  const onTopOf = (below: Snapshot): Head | undefined => {
    if (earliest !== undefined && !isAfter(earliest, below)) return undefined;
    const recent = commits.toReversed().flat();
    const snapshot = extend(below, recent);
    return snapshot && { snapshot, base: below.version, recent };
  };

  take(later);
  for await (const item of newestFirst(log, request, consistent, bound)) {
    const commit = decodeCommit(item);
    const next = commits.at(-1)?.[0]?.version;
    if (next !== undefined && commit.last !== next - 1) return undefined;
    const stored = decodeSnapshot(item);
    const head = stored && onTopOf(stored);
    if (head) return { ...head, recent: [...recordedEvents(commit), ...head.recent] };
    take(recordedEvents(commit));
  }
  const first = commits.at(-1)?.[0]?.version;
  if (first !== undefined && first !== known.snapshot.version + 1) return undefined;
  const head = onTopOf(known.snapshot);
  return head && { ...head, base: known.base, recent: [...known.recent, ...head.recent] };
};

/** A stream has a gap: something other than this program wrote to the log, or took from it. */
class BrokenStream extends Error {
  override readonly name = 'BrokenStream';
}

const sure = (head: Head | undefined, request: string): Head => {
  if (head === undefined) throw new BrokenStream(`the versions of ${request} have a gap`);
  return head;
};

/**
 * Reads what a stream amounts to now: about one read unit, however long it is.
 * @param consistent true where a decision hangs on the head (1 RCU per 4 kB), false where a later read mends it (½)
 * @param known what was read before; only what came since is read, unless some of that happened before
 * @throws BrokenStream where the log itself has a gap
 */
export const loadHead = async (
  log: EventLog,
  request: string,
  { consistent, known }: { consistent: boolean; known?: Head },
): Promise<Head> => {
  const gained =
    known && (await walk(log, request, { consistent, known, bound: { above: known.snapshot.version } }));
  return (
    gained ??
    (await walk(log, request, { consistent })) ??
    // Pages read at half price may come from replicas that lag each other.
    sure(await walk(log, request, { consistent: true }), request)
  );
};

/** What a stream amounts to with events of which some happened before what it ended with. */
export const headWith = async (
  log: EventLog,
  request: string,
  later: readonly RecordedEvent[],
): Promise<Head> => {
  const below = later[0]?.version ?? version(1);
  return sure(await walk(log, request, { consistent: true, bound: { below }, later }), request);
};

/** The events of a stream up to a version that have the source and id of one of these: reads back until all are found. */
export const findRecorded = async (
  log: EventLog,
  request: string,
  wanted: readonly MotcuaEvent[],
  upTo: Version,
): Promise<readonly RecordedEvent[]> => {
  const missing = new Set(wanted.map(keyOf));
  const found: RecordedEvent[] = [];
  if (missing.size === 0 || upTo === 0) return found;
  for await (const item of newestFirst(log, request, true, { below: version(upTo + 1) })) {
    found.push(...recordedEvents(decodeCommit(item)).filter(({ event }) => missing.delete(keyOf(event))));
    if (missing.size === 0) break;
  }
  return found;
};
