import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { requestId } from '../../../events/fields.ts';
import * as answers from '../../requests/requests-answers.ts';
import {
  eventsParameters,
  requestParameters,
  workListParameters,
} from '../../requests/requests-parameters.ts';
import { ok, problems, token } from '../describing.ts';

/** An object whole, or what `fields` leaves of it. */
const wholeOrCut = <S extends z.ZodMiniObject>(whole: S, id: string) =>
  z.union([
    whole,
    z.partial(whole).register(z.globalRegistry, { id, description: 'The fields that `fields` asked for' }),
  ]);

const workList = z
  .extend(answers.workListAnswer, {
    requests: z
      .array(wholeOrCut(answers.listedRequest, 'ListedRequestFields'))
      .check(z.describe('By due date, those without one last; then by id')),
  })
  .register(z.globalRegistry, { id: 'WorkList' });

const events = z
  .extend(answers.requestEventsAnswer, {
    events: z.array(wholeOrCut(answers.recordedEvent, 'RecordedEventFields')),
  })
  .register(z.globalRegistry, { id: 'RequestEvents' });

const etag = z.object({
  etag: z
    .string()
    .check(z.meta({ description: 'The version of the request’s stream, in quotes', examples: ['"6"'] })),
});
const ifNoneMatch = z.object({
  'if-none-match': z
    .optional(z.string())
    .check(z.meta({ description: '`ETag` of an earlier answer, a list of them, or `*`', examples: ['"6"'] })),
});
const unchanged = { '304': { description: 'The request is still at a version named', headers: etag } };
const path = z.object({ id: requestId });

/** Reading requests. */
export const requestPaths: ZodOpenApiPathsObject = {
  '/v1/requests': {
    get: {
      operationId: 'listRequests',
      summary: 'The work list: requests that have not ended, the first due first',
      description:
        'A request is in the list of the agency that has it now. Follow `next` page by page: while events arrive, a ' +
        'request whose due date stays is given once. A request that nobody reported as submitted is not listed.',
      security: token,
      requestParams: { query: workListParameters },
      responses: {
        '200': ok('A page of the list', workList),
        ...problems('invalid-parameter', 'missing-scope', 'foreign-agency'),
      },
    },
  },
  '/v1/requests/{id}': {
    get: {
      operationId: 'getRequest',
      summary: 'Where a request stands',
      description:
        'Clocks and `overdue` are those of now. Personal fields are shown with the scope `personal:read` to agencies that ' +
        'take part in the request and to operators, until they are erased.',
      security: token,
      requestParams: { path, query: requestParameters, header: ifNoneMatch },
      responses: {
        '200': { ...ok('The request', wholeOrCut(answers.requestAnswer, 'RequestFields')), headers: etag },
        ...unchanged,
        ...problems('invalid-parameter', 'missing-scope', 'foreign-agency', 'not-found'),
      },
    },
  },
  '/v1/requests/{id}/events': {
    get: {
      operationId: 'getRequestEvents',
      summary: 'The events of a request, paged by version',
      description: 'Personal fields are left out, but for those who may read them of the request.',
      security: token,
      requestParams: { path, query: eventsParameters, header: ifNoneMatch },
      responses: {
        '200': { ...ok('A page of the stream', events), headers: etag },
        ...unchanged,
        ...problems('invalid-parameter', 'missing-scope', 'foreign-agency', 'not-found'),
      },
    },
  },
};
