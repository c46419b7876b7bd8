import type { MotcuaEvent } from '../../events/envelope.ts';
import { instantOf } from '../instant.ts';
import type { RequestState } from './state.ts';
import type { RecordedEvent, Version } from './stream.ts';

/**
 * The newer of submission and acceptance, and the due date that was noted with it: only then both were known. Nothing
 * is counted after an acceptance that says itself when the request is due.
 */
export type Counted = { readonly version: Version; readonly due?: string };

/** A state, and how far the due date of its request is counted. */
export type Counting<S extends RequestState = RequestState> = {
  readonly state: S;
  readonly counted: Counted | undefined;
};

/** Whether the request was accepted with a due date of its own. */
export const hasSaidDue = (accepted: RequestState['accepted'], counted: Counted | undefined): boolean =>
  accepted !== undefined && counted === undefined;

const isDueSaid = (event: MotcuaEvent): boolean =>
  event.type === 'motcua.request.accepted.v1' && event.data.due !== undefined;

const newer = (counted: Counted | undefined, { version, noted }: RecordedEvent): Counted =>
  counted !== undefined && counted.version > version
    ? counted
    : { version, ...(noted?.due !== undefined && { due: noted.due }) };

/** The state after an event, with the due date that was counted for it where none was said. */
export const withCountedDue = (
  { state: before, counted }: Counting,
  after: RequestState,
  recorded: RecordedEvent,
): Counting => {
  const isReceived = before.received === undefined && after.received !== undefined;
  const isAccepted = before.accepted === undefined && after.accepted !== undefined;
  if (!(isReceived || isAccepted)) return { state: after, counted };
  if (isAccepted ? isDueSaid(recorded.event) : hasSaidDue(before.accepted, counted))
    return { state: after, counted: undefined };
  const newest = newer(counted, recorded);
  // A deadline that was moved between an acceptance and a submission after it stays moved.
  const holds = after.received !== undefined && (isAccepted || after.due === undefined);
  const isDue = holds && after.accepted !== undefined && newest.due !== undefined;
  return { state: isDue ? { ...after, due: instantOf(newest.due) } : after, counted: newest };
};
