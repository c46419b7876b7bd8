import type { Issue } from '../../events/issues.ts';

/**
 * Every problem the API can answer: its status and its title. The name is the end of its `type` URI; what it means and what
 * the caller does about it is told in `functions/describe/problem-guide.ts`.
 */
export const problems = {
  'invalid-event': { status: 422, title: 'The event breaks its schema' },
  'event-too-large': { status: 413, title: 'The event is too large' },
  'time-in-future': { status: 422, title: 'The event has not happened yet' },
  'unknown-event-type': { status: 422, title: 'The event type is not known' },
  'unknown-event-version': { status: 422, title: 'This version of the event type is not known' },
  'unregistered-source': { status: 403, title: 'The client may not send events of this source' },
  'foreign-agency': { status: 403, title: 'The token may not speak for this agency' },
  'different-content': { status: 409, title: 'The same source and id came before with a different content' },
  'unexpected-version': { status: 409, title: 'The request is not at the expected version' },
  'precondition-failed': { status: 412, title: 'This is not at the version in the header' },
  'not-appended-together': { status: 424, title: 'Another event of this request in this call was refused' },
  'invalid-entry': { status: 422, title: 'The entry breaks its schema, or does not fit what is registered' },
  'malformed-header': { status: 400, title: 'A header cannot be read' },
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'invalid-parameter': { status: 400, title: 'A parameter is not valid' },
  'answer-too-large': { status: 400, title: 'The answer would be too large' },
  unauthenticated: { status: 401, title: 'A valid bearer token is needed' },
  'missing-scope': { status: 403, title: 'The token lacks a scope' },
  'unclear-agency': { status: 403, title: 'The token does not say for which one agency it speaks' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This method is not allowed here' },
  'not-acceptable': { status: 406, title: 'None of the accepted media types is offered' },
  'commit-too-large': { status: 413, title: 'The log does not take so much at once' },
  'batch-too-large': { status: 413, title: 'The call has too many events or entries' },
  'call-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not taken here' },
  unavailable: { status: 503, title: 'The hub could not finish the call; send it again' },
  internal: { status: 500, title: 'Something went wrong in the hub' },
} as const;

export type ProblemName = keyof typeof problems;

/** A problem document (RFC 9457). */
export type ProblemDocument = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly Issue[];
  readonly [extension: string]: unknown;
};

/** The URI of a kind of problem; it never changes. */
export const problemType = (name: ProblemName): string => `urn:motcua:problem:${name}`;

export const problemDocument = (
  name: ProblemName,
  detail: string,
  extensions: { readonly errors?: readonly Issue[]; readonly [extension: string]: unknown } = {},
): ProblemDocument => ({ type: problemType(name), ...problems[name], detail, ...extensions });

/** Refuses the whole call with a problem. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly document: ProblemDocument;
  /** What headers say besides: `allow` with 405, `accept` with 415. */
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    name: ProblemName,
    detail: string,
    extensions: Parameters<typeof problemDocument>[2] = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.document = problemDocument(name, detail, extensions);
    this.headers = headers;
  }
}
