import { expect, it } from 'vitest';
import { parseEvent } from '../events/parse.ts';
import { instantOf } from '../shared/instant.ts';
import { eventBytes, eventsOf } from './lives.ts';

it('every event of a life is one the hub takes, of the size it says, with an id of its own', () => {
  const events = eventsOf('000.00.01.H29-260302-0001', 0, 12);
  const now = instantOf('2026-12-01T00:00:00Z');
  for (const event of events) {
    expect(parseEvent(event, now)).toMatchObject({ ok: true });
    expect(Buffer.byteLength(JSON.stringify(event))).toBe(eventBytes);
  }
  expect(new Set(events.map(({ id }) => id)).size).toBe(12);
});
