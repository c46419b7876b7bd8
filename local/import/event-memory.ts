import { createHash } from 'node:crypto';
import type { OutgoingEvent } from './row-events.ts';
import { RowProblem } from './row-problem.ts';

const digest = (text: string) => createHash('sha1').update(text).digest();

/**
 * Remembers which events a run has met, by short hashes. An event of a whole case stands on each of its rows,
 * anywhere in the file, and is sent once; rows that contradict each other are noticed here, not by the hub.
 */
export const createEventMemory = () => {
  /** From 80 bits of the id (chance loses no event among billions) to 30 bits of the whole event. */
  const known = new Map<string, number>();

  return {
    /** Those of a row's events that no earlier row had. Remembers none when it throws a RowProblem. */
    addNew: (events: readonly OutgoingEvent[]): OutgoingEvent[] => {
      const hashed = events.map((event) => ({
        event,
        id: digest(event.id).toString('latin1', 0, 10),
        content: digest(JSON.stringify(event)).readInt32BE() >> 2,
      }));
      const fresh = hashed.filter(({ event, id, content }) => {
        const before = known.get(id);
        if (before !== undefined && before !== content)
          throw new RowProblem(`event ${event.id} is not the same as on an earlier row`);
        return before === undefined;
      });
      for (const { id, content } of fresh) known.set(id, content);
      return fresh.map(({ event }) => event);
    },
  };
};
