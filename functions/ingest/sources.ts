import { readFormat } from '../../events/parse.ts';
import type { Caller } from '../../shared/http/caller.ts';
import type { CurrentRegistry } from '../../shared/registry/current-registry.ts';
import { maySend } from '../../shared/registry/registry.ts';

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** The sources that a value names, still unchecked: its own, and that of an event which it takes back. */
const sourcesIn = (value: unknown): unknown[] => {
  const event = readFormat(value);
  return [fieldOf(event, 'source'), fieldOf(fieldOf(event, 'data'), 'source')];
};

/**
 * What decides which sources the caller may send, for the values of a call. An operator without a limit loads what is old,
 * for anyone. A registry that is only remembered refuses nobody: it is read first.
 */
export const sourcesOf = async (
  registry: CurrentRegistry,
  { client, isOperator, agency }: Caller,
  values: readonly unknown[],
): Promise<(source: string) => boolean> => {
  if (isOperator && agency === undefined) return () => true;
  const sources = new Set(values.flatMap(sourcesIn).filter((source) => typeof source === 'string'));
  const known = await registry();
  const mayAll = [...sources].every((source) => maySend(known, client, source));
  const sure = mayAll ? known : await registry.now();
  return (source) => maySend(sure, client, source);
};
