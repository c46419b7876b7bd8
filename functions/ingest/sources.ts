import type { Caller } from '../../shared/http/caller.ts';
import type { CurrentRegistry } from '../../shared/registry/current-registry.ts';
import { maySend } from '../../shared/registry/registry.ts';

const sourceOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'source' in value ? value.source : undefined;

/**
 * What decides which sources the caller may send, for the values of a call. An operator loads what is old, for anyone. A
 * registry that is only remembered refuses nobody: it is read first.
 */
export const sourcesOf = async (
  registry: CurrentRegistry,
  { client, isOperator }: Caller,
  values: readonly unknown[],
): Promise<(source: string) => boolean> => {
  if (isOperator) return () => true;
  const sources = new Set(values.map(sourceOf).filter((source) => typeof source === 'string'));
  const known = await registry();
  const mayAll = [...sources].every((source) => maySend(known, client, source));
  const sure = mayAll ? known : await registry.now();
  return (source) => maySend(sure, client, source);
};
