import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import { failureResponse, type HttpResponse, type Identified, marked } from '../shared/http/response.ts';

/**
 * What every function behind the API does around its work: its log lines and its answer carry the id of the call, and a
 * failure is answered with a problem document.
 */
export const answering = <Call extends Identified>(logger: Logger): MiddlewareObj<Call, HttpResponse> => ({
  before: ({ event }) => {
    // A key of the call before would otherwise stay: an instance serves many.
    logger.resetKeys();
    logger.appendKeys({ requestId: event.requestContext.requestId });
  },
  after: (request) => {
    if (request.response) request.response = marked(request.response, request.event);
  },
  onError: (request) => {
    const response = failureResponse(request.error, (error) => logger.error('failed', error as Error));
    request.response = marked(response, request.event);
  },
});
