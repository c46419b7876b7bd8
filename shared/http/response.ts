import { tagOf } from './entity-tag.ts';
import type { ProblemDocument } from './problem.ts';
import { Problem, problemDocument } from './problem.ts';

export type HttpResponse = {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  /** Whether the gateway is to decode the body: bytes that are no text can only be handed to it so. */
  isBase64Encoded?: true;
};

const secure = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000',
};

export const respond = (
  statusCode: number,
  contentType: string,
  body: string,
  headers: Record<string, string> = {},
): HttpResponse => ({ statusCode, headers: { 'content-type': contentType, ...secure, ...headers }, body });

/** An answer that is no text. */
export const respondBytes = (
  statusCode: number,
  contentType: string,
  bytes: Buffer,
  headers?: Record<string, string>,
): HttpResponse => ({
  ...respond(statusCode, contentType, bytes.toString('base64'), headers),
  isBase64Encoded: true,
});

export const json = (statusCode: number, body: unknown, headers?: Record<string, string>): HttpResponse =>
  respond(statusCode, 'application/json', JSON.stringify(body), headers);

const problemHeaders = ({ status, ...more }: ProblemDocument): Record<string, string> => {
  if (status === 412) return { etag: tagOf(Number(more['version'])) };
  if (status === 401) return { 'www-authenticate': 'Bearer' };
  return status === 503 ? { 'retry-after': '1' } : {};
};

export const problemResponse = (
  problem: ProblemDocument,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse =>
  respond(problem.status, 'application/problem+json', JSON.stringify(problem), {
    ...problemHeaders(problem),
    ...headers,
  });

/**
 * The answer to any failure. What is not a `Problem` is ours: it is logged in full and answered without detail.
 */
export const failureResponse = (error: unknown, logError: (error: unknown) => void): HttpResponse => {
  if (error instanceof Problem) return problemResponse(error.document, error.headers);
  logError(error);
  return problemResponse(problemDocument('internal', 'The failure was logged. The call may be sent again.'));
};

/** What is needed of a call to mark its answer, as API Gateway hands it over. */
export type Identified = {
  readonly requestContext: { readonly requestId: string; readonly http: { readonly method: string } };
};

/**
 * Marks an answer with the id of its call, in a header and as a problem's `instance`, and takes the body off where the
 * call was a HEAD. The id is the gateway's, which its access log has too; an id of the caller's could come twice or be made
 * to look like another's.
 */
export const marked = (response: HttpResponse, { requestContext }: Identified): HttpResponse => {
  const { requestId, http } = requestContext;
  const isProblem = response.headers['content-type'] === 'application/problem+json';
  const problem = isProblem && {
    ...(JSON.parse(response.body) as ProblemDocument),
    instance: `urn:motcua:call:${requestId}`,
  };
  const body = problem ? JSON.stringify(problem) : response.body;
  return {
    ...response,
    headers: { ...response.headers, 'x-request-id': requestId },
    body: http.method === 'HEAD' ? '' : body,
  };
};
