import type { MotcuaEvent } from '../events/envelope.ts';
import type { Registry } from '../shared/registry/registry.ts';
import { type Answer, decide } from '../shared/request/decide.ts';
import { emptySnapshot, extend, mayHold, type Snapshot } from '../shared/request/snapshot.ts';
import { type RecordedEvent, type Recorder, type Stream, version } from '../shared/request/stream.ts';
import { at } from './builders.ts';

/** How a snapshot comes back from where it was stored. */
type Storing = (snapshot: Snapshot) => Snapshot;

/**
 * The log of one request without a table: what a call appends is decided on the snapshot alone, which is extended
 * where it can be and else built anew from the newest stored snapshot that can, as readers of the real log do.
 */
export const emptyLog = (storing: Storing = (snapshot) => snapshot) => {
  const request = 'R-1';
  const events: RecordedEvent[] = [];
  const stored: Snapshot[] = [emptySnapshot(request)];
  let snapshot = emptySnapshot(request);
  const counts = { extended: 0, rebuilt: 0 };

  /** What the stream amounts to, from the newest stored snapshot that the rest may follow. */
  const rebuilt = (): Snapshot => {
    for (const base of stored.toReversed()) {
      const whole = extend(base, events.slice(base.version));
      if (whole !== undefined) return whole;
    }
    throw new Error('even the whole stream does not follow from nothing');
  };

  return {
    receive: (
      call: readonly MotcuaEvent[],
      registry: Registry,
      sender: Recorder = { client: 'desk' },
    ): readonly Answer[] => {
      const suspects = call.some((event) => mayHold(snapshot, event));
      const { append, answers } = decide(snapshot, suspects ? events : [], call, sender, true, registry);
      const first = events.length + 1;
      const added = append.map((noted, index) => ({
        ...noted,
        version: version(first + index),
        recordedAt: at(10_000),
        recordedBy: sender,
      }));
      events.push(...added);
      const extended = extend(snapshot, added);
      counts[extended === undefined ? 'rebuilt' : 'extended']++;
      snapshot = extended ?? rebuilt();
      return answers;
    },
    /** Stores what the stream amounts to now, for later readers to go on from. */
    store: () => stored.push(storing(snapshot)),
    rebuilt,
    snapshot: () => snapshot,
    stream: (): Stream => ({ request, version: version(events.length), events: [...events] }),
    counts,
  };
};
