import type { ProblemDocument } from './problem.ts';
import { Problem, problemDocument } from './problem.ts';

export type HttpResponse = { statusCode: number; headers: Record<string, string>; body: string };

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

export const json = (statusCode: number, body: unknown, headers?: Record<string, string>): HttpResponse =>
  respond(statusCode, 'application/json', JSON.stringify(body), headers);

const problemHeaders = ({ status, ...more }: ProblemDocument): Record<string, string> => {
  if (status === 412) return { etag: `"${String(more['version'])}"` };
  if (status === 401) return { 'www-authenticate': 'Bearer' };
  return status === 503 ? { 'retry-after': '1' } : {};
};

export const problemResponse = (problem: ProblemDocument): HttpResponse =>
  respond(problem.status, 'application/problem+json', JSON.stringify(problem), problemHeaders(problem));

type Failing = { error: unknown; response: unknown };

/**
 * A middy hook that answers every failure with a problem document. What is not a `Problem` is ours: it is logged in
 * full and answered without detail.
 */
export const answerProblems = (logError: (error: unknown) => void) => ({
  onError: (request: Failing): void => {
    const { error } = request;
    if (error instanceof Problem) {
      request.response = problemResponse(error.document);
      return;
    }
    logError(error);
    request.response = problemResponse(
      problemDocument('internal', 'The failure was logged. The call may be sent again.'),
    );
  },
});
