import { versionOfTag } from './entity-tag.ts';
import { Problem } from './problem.ts';

/** What a caller says of what it would change: it is at this version (0: not there yet), or there at all. */
export type Expectation = number | 'there';

export const isMet = (expected: Expectation | undefined, version: number): boolean =>
  expected === 'there' ? version > 0 : (expected ?? version) === version;

const malformed = (header: string, detail: string): Problem =>
  new Problem('malformed-header', `${header} ${detail}`);

/**
 * `If-Match: "3"` wants version 3, `If-Match: *` any, `If-None-Match: *` none; undefined where neither header is sent.
 * @throws Problem (400) where they say anything else, or both are sent
 */
export const expectationOf = (
  headers: Readonly<Record<string, string | undefined>>,
): Expectation | undefined => {
  const match = headers['if-match']?.trim();
  const noneMatch = headers['if-none-match']?.trim();
  if (match !== undefined && noneMatch !== undefined)
    throw malformed('If-Match', 'and If-None-Match exclude each other.');
  if (noneMatch !== undefined && noneMatch !== '*')
    throw malformed('If-None-Match', 'is * here: there is nothing yet.');
  if (noneMatch !== undefined) return 0;
  if (match === undefined) return undefined;
  const expected = match === '*' ? 'there' : versionOfTag(match);
  if (expected === undefined) throw malformed('If-Match', 'is * or the ETag of one version, such as "3".');
  return expected;
};
