import type { Content, HttpCall } from './cloudevents.ts';
import { Problem, type ProblemDocument, problemDocument } from './problem.ts';

/** A request's ETag is its version. */
const etagOfVersion = /^"(\d{1,15})"$/;

const malformed = (header: string, detail: string): Problem =>
  new Problem('malformed-header', `${header} ${detail}`);

/** `If-Match: "3"` wants the request at version 3, `If-None-Match: *` wants none. */
const wantedVersion = ({ headers }: HttpCall, mode: Content['mode']): number | undefined => {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (match === undefined && noneMatch === undefined) return undefined;
  if (match !== undefined && noneMatch !== undefined)
    throw malformed('If-Match', 'and If-None-Match exclude each other.');
  const header = match === undefined ? 'If-None-Match' : 'If-Match';
  if (mode === 'batch') throw malformed(header, 'goes with a single event, not with a batch.');
  if (match === undefined) {
    if (noneMatch?.trim() !== '*') throw malformed(header, 'is * here: the request has no event yet.');
    return 0;
  }
  const version = etagOfVersion.exec(match.trim())?.[1];
  if (version === undefined) throw malformed(header, 'is the ETag of one version, such as "3".');
  return Number(version);
};

/**
 * The content with what `If-Match` or `If-None-Match` demands as the event's `expectedversion`, so that it is decided with
 * the append.
 * @throws Problem (400) where the header cannot be read, goes with a batch, or contradicts the event's own expectation
 */
export const withPrecondition = (call: HttpCall, content: Content): Content => {
  const wanted = wantedVersion(call, content.mode);
  const [event] = content.values;
  if (wanted === undefined || typeof event !== 'object' || event === null) return content;
  const { expectedversion } = event as { readonly expectedversion?: unknown };
  if ((expectedversion ?? wanted) !== wanted)
    throw malformed('If-Match', 'or If-None-Match disagrees with expectedversion.');
  return { ...content, values: [{ ...event, expectedversion: wanted }] };
};

/** What is wrong with a single event, in the words of the header where that set the condition. */
export const asPrecondition = ({ headers }: HttpCall, problem: ProblemDocument): ProblemDocument => {
  const isConditional = headers['if-match'] !== undefined || headers['if-none-match'] !== undefined;
  const { type, detail, version } = problem;
  return isConditional && type.endsWith(':unexpected-version')
    ? problemDocument('precondition-failed', detail, { version })
    : problem;
};
