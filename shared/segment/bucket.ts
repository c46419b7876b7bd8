/**
 * A hash of a request's id, evenly spread over 32 bits: FNV-1a, with the last steps of MurmurHash3, since the low bits
 * of FNV-1a alone leave ids that count up in few buckets.
 */
const hashOf = (request: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < request.length; i++) hash = Math.imul(hash ^ request.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** Which of so many buckets, a power of two, holds a request: in twice as many, it is the same or that many further. */
export const bucketOf = (request: string, buckets: number): number => hashOf(request) % buckets;
