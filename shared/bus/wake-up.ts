import type { MotcuaEvent } from '../../events/envelope.ts';
import { withoutPersonal } from '../../events/personal.ts';
import { kindOfPartition } from '../../events/registry/kind.ts';
import type { Commit } from '../event-store/commit.ts';
import { type Instant, instantOf, instantText } from '../instant.ts';
import { isRequest } from '../request/stream.ts';

/** What the bus says: a request is at a version. The projections read the log; agencies' own rules read the events. */
export const wakeUpSource = 'motcua';
const wakeUpType = 'motcua.request.changed.v1';
/** What the bus says of the registry, for agencies' own rules: which entries of a kind were registered. */
const registryChangedType = 'motcua.registry.changed.v1';

type Detail = {
  readonly request: string;
  /** The versions of the commit's first and last event. */
  readonly first: number;
  readonly version: number;
  readonly recordedAt: string;
  /** The projections for few requests that this commit concerns. */
  readonly concerns: readonly string[];
  /** The commit's events without their personal fields; left out where they would not fit on the bus. */
  readonly events?: readonly MotcuaEvent[];
};

/** A commit too large for the bus is announced without its events: they are in the log. */
const largestDetailBytes = 200_000;

/** Full, or without its last part where that would not fit on the bus. */
const within = (full: object, bare: object): string => {
  const text = JSON.stringify(full);
  return Buffer.byteLength(text) <= largestDetailBytes ? text : JSON.stringify(bare);
};

/** The `detail-type` of what is said of a commit. */
export const detailTypeOf = ({ request }: Commit): string =>
  isRequest(request) ? wakeUpType : registryChangedType;

/** What is said of a commit: never a personal field, and of the registry no more than the codes. */
export const detailOf = ({ request, first, last, recordedAt, events, concerns = [] }: Commit): string => {
  const at = { first, version: last, recordedAt: instantText(recordedAt) };
  const kind = kindOfPartition(request);
  if (kind !== undefined) {
    const codes = [...new Set(events.map(({ subject }) => subject))];
    return within({ kind, ...at, codes }, { kind, ...at });
  }
  const bare: Detail = { request, ...at, concerns };
  const full: Detail = { ...bare, events: events.map(withoutPersonal) };
  return within(full, bare);
};

export type WakeUp = {
  readonly request: string;
  readonly first: number;
  readonly version: number;
  readonly recordedAt: Instant;
};

/** Reads the wake-up in an EventBridge event. @throws Error where it is none */
export const wakeUpOf = (text: string): WakeUp => {
  const { detail } = JSON.parse(text) as { detail?: Partial<Detail> };
  const { request, first, version, recordedAt } = detail ?? {};
  if (
    typeof request !== 'string' ||
    typeof first !== 'number' ||
    typeof version !== 'number' ||
    typeof recordedAt !== 'string'
  )
    throw new Error('not a wake-up');
  return { request, first, version, recordedAt: instantOf(recordedAt) };
};
