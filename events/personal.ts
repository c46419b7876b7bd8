import type { MotcuaEvent } from './envelope.ts';
import { outline } from './outline.ts';

const personalPaths = new Map<string, readonly string[]>(outline);

const without = (value: object, [head, ...rest]: readonly string[]): object => {
  if (head === undefined || !(head in value)) return value;
  const { [head]: found, ...others } = value as Record<string, unknown>;
  if (rest.length === 0 || typeof found !== 'object' || found === null) return others;
  return { ...others, [head]: without(found, rest) };
};

/** The event without its personal fields: the only form in which it leaves the log. */
export const withoutPersonal = (event: MotcuaEvent): MotcuaEvent => {
  const paths = personalPaths.get(event.type) ?? [];
  if (paths.length === 0) return event;
  const data = paths.reduce<object>((kept, path) => without(kept, path.split('.')), event.data);
  return { ...event, data } as MotcuaEvent;
};
