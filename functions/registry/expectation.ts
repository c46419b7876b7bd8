import type { HttpCall } from '../../shared/http/cloudevents.ts';
import { Problem } from '../../shared/http/problem.ts';

/** What the caller says of the version that it would change, 0 where there is nothing yet. */
export type Expectation = (version: number) => boolean;

const isThere: Expectation = (version) => version > 0;

const tagged = (tag: string): Expectation => {
  const version = /^"(\d{1,15})"$/.exec(tag)?.[1];
  if (version === undefined)
    throw new Problem('malformed-header', 'If-Match is * or the ETag of one version, such as "3".');
  return (current) => current === Number(version);
};

/**
 * `If-Match: "3"` wants version 3, `If-Match: *` any, `If-None-Match: *` none.
 * @throws Problem (400) where the headers say anything else
 */
export const expectationOf = ({ headers }: HttpCall): Expectation => {
  const match = headers['if-match']?.trim();
  const noneMatch = headers['if-none-match']?.trim();
  if (noneMatch !== undefined && (noneMatch !== '*' || match !== undefined))
    throw new Problem('malformed-header', 'If-None-Match is * here, and goes without If-Match.');
  if (noneMatch !== undefined) return (version) => !isThere(version);
  if (match === undefined) return () => true;
  return match === '*' ? isThere : tagged(match);
};
