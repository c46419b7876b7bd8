import { fileEvents, type RowResult } from './file-events.ts';
import type { Mapping } from './mapping.ts';
import type { OutgoingEvent } from './row-events.ts';

/** The clock of the tests that read whole files. */
export const now = () => Date.UTC(2026, 10, 24);

/** Reads a text to its end, for tests. */
export const readAll = async (text: string, mapping: Mapping, fromLine = 1) => {
  const events: OutgoingEvent[] = [];
  const problems: Extract<RowResult, { problem: string }>[] = [];
  const whole = async function* () {
    yield text;
  };
  for await (const row of fileEvents(whole(), mapping, fromLine, now)) {
    if ('problem' in row) problems.push(row);
    else events.push(...row.events);
  }
  return { events, problems };
};
