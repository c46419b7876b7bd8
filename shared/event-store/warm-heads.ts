import QuickLRU from 'quick-lru';
import type { Head } from './load-snapshot.ts';

export type WarmHeads = {
  readonly get: (request: string) => Head | undefined;
  readonly set: (request: string, head: Head) => void;
};

/** About, in bytes of memory: what an entry takes whatever its stream, and what grows with that. */
const fixedBytes = 1_500;
const bytesOf = ({ snapshot: { fingerprints, state } }: Head): number =>
  fixedBytes + 4 * fingerprints.length + 80 * state.anomalies.length;

/**
 * The heads that a function's instance keeps between calls, the least recently used leaving first.
 * @param largestBytes what they may take of the memory, about
 */
export const createWarmHeads = (largestBytes: number): WarmHeads => {
  let bytes = 0;
  const heads = new QuickLRU<string, Head>({
    maxSize: Math.ceil(largestBytes / fixedBytes),
    onEviction: (_request, head) => {
      bytes -= bytesOf(head);
    },
  });
  return {
    get: (request) => heads.get(request),
    set: (request, head) => {
      const former = heads.peek(request);
      if (former !== undefined) bytes -= bytesOf(former);
      heads.delete(request);
      if (bytesOf(head) > largestBytes / 64) return;
      // The events read on the way here are not needed again.
      heads.set(request, { ...head, recent: [] });
      bytes += bytesOf(head);
      // Making room takes time with the number of entries: it is made for many at once.
      if (bytes > largestBytes) heads.evict(Math.ceil(heads.size / 2));
    },
  };
};
