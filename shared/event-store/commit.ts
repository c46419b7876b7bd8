import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { type StoredEvent, storedForm, upcast } from '../../events/upcast.ts';
import { instantOf, instantText } from '../instant.ts';
import type { Noted } from '../request/noted.ts';
import { type RecordedEvent, type Recorder, type Version, version } from '../request/stream.ts';
import { type Item, itemBytes, writeUnits } from './item.ts';
import { decodeNotes, encodeNotes } from './stored-notes.ts';

/** What one call appended to one stream: one item of the events table, never updated. */
export type Commit = {
  readonly request: string;
  /** Versions of its first and last event. The key is (request, first): any writer with a stale head collides. */
  readonly first: Version;
  readonly last: Version;
  readonly recordedAt: ReturnType<typeof instantOf>;
  readonly recordedBy: Recorder;
  readonly events: readonly MotcuaEvent[];
  /** What was noted of each event at the door, by its place among the events; none where there was nothing. */
  readonly noted?: readonly (Noted | undefined)[];
  /** The projections for few requests that this commit concerns. */
  readonly concerns?: readonly string[];
};

/** Deflated only when that saves a write unit: a plain item can be read in the console. */
const withEvents = (item: Item, events: readonly MotcuaEvent[]): Item => {
  const text = JSON.stringify(events.map(storedForm));
  const plain = { ...item, events: { S: text } };
  if (writeUnits(itemBytes(plain)) === 1) return plain;
  const deflated = { ...item, events: { B: deflateRawSync(text) } };
  return writeUnits(itemBytes(deflated)) < writeUnits(itemBytes(plain)) ? deflated : plain;
};

const decodeEvents = (value: AttributeValue | undefined): MotcuaEvent[] =>
  (JSON.parse(value?.B ? inflateRawSync(value.B).toString('utf8') : (value?.S ?? '[]')) as StoredEvent[]).map(
    upcast,
  );

export const encodeCommit = (commit: Commit): Item => {
  const { request, first, last, recordedAt, recordedBy, events, concerns = [] } = commit;
  const notes = encodeNotes(commit.noted);
  return withEvents(
    {
      request: { S: request },
      version: { N: String(first) },
      last: { N: String(last) },
      at: { S: instantText(recordedAt) },
      by: { S: recordedBy.client },
      ...(recordedBy.agency !== undefined && { agency: { S: recordedBy.agency } }),
      ...(notes !== undefined && { noted: { S: notes } }),
      ...(concerns.length > 0 && { concerns: { S: concerns.join(',') } }),
    },
    events,
  );
};

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
  ...(item['noted']?.S !== undefined && { noted: decodeNotes(item['noted'].S) }),
  ...(item['concerns']?.S !== undefined && { concerns: item['concerns'].S.split(',') }),
});

/** The events of a commit with their versions. */
export const recordedEvents = ({ first, recordedAt, recordedBy, events, noted }: Commit): RecordedEvent[] =>
  events.map((event, index) => {
    const recorded = { event, version: version(first + index), recordedAt, recordedBy };
    const note = noted?.[index];
    return note === undefined ? recorded : { ...recorded, noted: note };
  });
