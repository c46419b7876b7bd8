import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { requestId } from '../../../events/fields.ts';
import * as answers from '../../query/answers.ts';
import { eventsParameters } from '../../query/parameters.ts';
import { ok, problems, token } from '../describing.ts';

/** Reading requests. */
export const requestPaths: ZodOpenApiPathsObject = {
  '/v1/requests/{id}': {
    get: {
      operationId: 'getRequest',
      summary: 'Where a request stands',
      security: token,
      requestParams: { path: z.object({ id: requestId }) },
      responses: {
        '200': {
          ...ok('The request', answers.requestAnswer),
          headers: z.object({ etag: z.string().check(z.describe('The version')) }),
        },
        ...problems('missing-scope', 'foreign-agency', 'not-found'),
      },
    },
  },
  '/v1/requests/{id}/events': {
    get: {
      operationId: 'getRequestEvents',
      summary: 'The events of a request, paged by version, without personal fields',
      security: token,
      requestParams: { path: z.object({ id: requestId }), query: eventsParameters },
      responses: {
        '200': ok('A page of the stream', answers.requestEventsAnswer),
        ...problems('invalid-parameter', 'missing-scope', 'foreign-agency', 'not-found'),
      },
    },
  },
};
