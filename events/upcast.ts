import type { Attributes, MotcuaEvent } from './envelope.ts';
import { upcasters } from './upcasters.ts';

/** An event as the log holds it: in the version of its type in which it was sent. */
export type StoredEvent = Attributes & { readonly type: string; readonly data: object };

/** What an event of a former version was when it came. JSON leaves it out: the log writes it in the event's place. */
export const asSent: unique symbol = Symbol('as sent');

/** An event of any version as one of today's; everything but the door and the log sees only these. */
export const upcast = (stored: StoredEvent): MotcuaEvent => {
  let event = stored;
  for (let next = upcasters.get(event.type); next !== undefined; next = upcasters.get(event.type))
    event = { ...event, type: next.to, data: next.data(event.data as never) };
  return (event === stored ? event : { ...event, [asSent]: stored }) as MotcuaEvent;
};

/** The event in the version in which it was sent. */
export const storedForm = (event: MotcuaEvent): StoredEvent => event[asSent] ?? event;
