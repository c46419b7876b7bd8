import type { MotcuaEvent } from '../../events/envelope.ts';
import { withoutPersonal } from '../../events/personal.ts';
import type { Commit } from '../event-store/commit.ts';
import { type Instant, instantOf, instantText } from '../instant.ts';

/** What the bus says: a request is at a version. The projections read the log; agencies' own rules read the events. */
export const wakeUpSource = 'motcua';
export const wakeUpType = 'motcua.request.changed.v1';

type Detail = {
  readonly request: string;
  /** The versions of the commit's first and last event. */
  readonly first: number;
  readonly version: number;
  readonly recordedAt: string;
  /** The commit's events without their personal fields; left out where they would not fit on the bus. */
  readonly events?: readonly MotcuaEvent[];
};

/** A commit too large for the bus is announced without its events: they are in the log. */
const largestDetailBytes = 200_000;

/** What is said of a commit: never a personal field. */
export const detailOf = ({ request, first, last, recordedAt, events }: Commit): string => {
  const bare: Detail = { request, first, version: last, recordedAt: instantText(recordedAt) };
  const full = JSON.stringify({ ...bare, events: events.map(withoutPersonal) } satisfies Detail);
  return Buffer.byteLength(full) <= largestDetailBytes ? full : JSON.stringify(bare);
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
