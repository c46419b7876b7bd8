import type { MotcuaEvent } from '../../events/envelope.ts';
import type { Instant } from '../instant.ts';
import type { Noted } from './noted.ts';

/** Position in a stream: 1, 2, 3 … without a gap; 0 is the empty stream. */
export type Version = number & { readonly __brand: 'Version' };
export const version = (n: number): Version => n as Version;

/** Who said it: the token's client and, where the token is limited to one, its agency. */
export type Recorder = { readonly client: string; readonly agency?: string };

/** An event as the log holds it. */
export type RecordedEvent = {
  readonly event: MotcuaEvent;
  readonly version: Version;
  readonly recordedAt: Instant;
  readonly recordedBy: Recorder;
  readonly noted?: Noted;
};

/** What names an event: two of one source and id are the same. */
export const keyOf = ({ source, id }: Pick<MotcuaEvent, 'source' | 'id'>): string =>
  JSON.stringify([source, id]);

/** All that is known of one request, by version. */
export type Stream = {
  readonly request: string;
  readonly version: Version;
  readonly events: readonly RecordedEvent[];
};

export const emptyStream = (request: string): Stream => ({ request, version: version(0), events: [] });

/** Whether a partition of the log is the stream of a request; those of the registry begin with a slash, which no id does. */
export const isRequest = (partition: string): boolean => !partition.startsWith('/');
