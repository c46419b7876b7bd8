import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { instantOf, instantText } from '../instant.ts';
import { type RecordedEvent, type Recorder, type Version, version } from '../request/stream.ts';

/** What one call appended to one stream: one item of the events table, never updated. */
export type Commit = {
  readonly request: string;
  /** Versions of its first and last event. The key is (request, first): any writer with a stale head collides. */
  readonly first: Version;
  readonly last: Version;
  readonly recordedAt: ReturnType<typeof instantOf>;
  readonly recordedBy: Recorder;
  readonly events: readonly MotcuaEvent[];
};

type Item = Record<string, AttributeValue>;

const writeUnitBytes = 1024;
/** Names, keys and times of an item, about: what stands beside the events. */
const overheadBytes = 200;

/** Deflated only when that saves a write unit: a plain item can be read in the console. */
const encodeEvents = (events: readonly MotcuaEvent[]): AttributeValue => {
  const text = JSON.stringify(events);
  const plainBytes = Buffer.byteLength(text);
  if (plainBytes + overheadBytes <= writeUnitBytes) return { S: text };
  const deflated = deflateRawSync(text);
  const units = (bytes: number) => Math.ceil((bytes + overheadBytes) / writeUnitBytes);
  return units(deflated.length) < units(plainBytes) ? { B: deflated } : { S: text };
};

const decodeEvents = (value: AttributeValue | undefined): MotcuaEvent[] =>
  JSON.parse(value?.B ? inflateRawSync(value.B).toString('utf8') : (value?.S ?? '[]')) as MotcuaEvent[];

export const encodeCommit = (commit: Commit): Item => ({
  request: { S: commit.request },
  version: { N: String(commit.first) },
  last: { N: String(commit.last) },
  at: { S: instantText(commit.recordedAt) },
  by: { S: commit.recordedBy.client },
  ...(commit.recordedBy.agency !== undefined && { agency: { S: commit.recordedBy.agency } }),
  events: encodeEvents(commit.events),
});

export const decodeCommit = (item: Item): Commit => ({
  request: item['request']?.S ?? '',
  first: version(Number(item['version']?.N)),
  last: version(Number(item['last']?.N)),
  recordedAt: instantOf(item['at']?.S ?? ''),
  recordedBy: {
    client: item['by']?.S ?? '',
    ...(item['agency']?.S !== undefined && { agency: item['agency'].S }),
  },
  events: decodeEvents(item['events']),
});

/** The events of a commit with their versions. */
export const recordedEvents = ({ first, recordedAt, recordedBy, events }: Commit): RecordedEvent[] =>
  events.map((event, index) => ({ event, version: version(first + index), recordedAt, recordedBy }));
