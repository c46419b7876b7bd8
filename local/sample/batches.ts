import type { MotcuaEvent } from '../../events/envelope.ts';

/** The events that come in time, and those sent after something that happened later: the hub gets these in a second pass. */
export const splitLate = (events: readonly MotcuaEvent[]): { inTime: MotcuaEvent[]; late: MotcuaEvent[] } => {
  const inTime: MotcuaEvent[] = [];
  const late: MotcuaEvent[] = [];
  let newest = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    const at = Date.parse(event.time);
    (at < newest ? late : inTime).push(event);
    newest = Math.max(newest, at);
  }
  return { inTime, late };
};

/** Batches that never part the events of one request, so that the hub appends them in one commit. */
export function* batchesOf(events: readonly MotcuaEvent[], size: number): Generator<MotcuaEvent[], void> {
  let batch: MotcuaEvent[] = [];
  for (const ofRequest of Map.groupBy(events, ({ subject }) => subject).values()) {
    if (batch.length > 0 && batch.length + ofRequest.length > size) {
      yield batch;
      batch = [];
    }
    batch.push(...ofRequest);
  }
  if (batch.length > 0) yield batch;
}
