import type { HttpResponse } from './response.ts';

/**
 * Whether the caller has seen what bears this tag: `If-None-Match` is `*` or lists it, compared weakly (RFC 9110, 13.1.2).
 * A header that is no list of tags lists none.
 */
export const hasSeen = (headers: Readonly<Record<string, string | undefined>>, tag: string): boolean => {
  const listed = headers['if-none-match']?.trim() ?? '';
  if (listed === '*') return true;
  const isList = /^(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*$/.test(listed);
  return isList && [...listed.matchAll(/"[^"]*"/g)].some(([each]) => each === tag);
};

/** 304: nothing has changed, and nothing is sent. */
export const notModified = (etag: string): HttpResponse => ({
  statusCode: 304,
  headers: { etag, 'cache-control': 'no-store' },
  body: '',
});
