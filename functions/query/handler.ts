import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import httpRouter, { type Method } from '@middy/http-router';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../../shared/http/problem.ts';
import { answerProblems, type HttpResponse } from '../../shared/http/response.ts';
import type { Call } from './context.ts';
import { getRequest } from './get-request.ts';
import { getRequestEvents } from './get-request-events.ts';
import { getHealth } from './health.ts';
import { getRequests } from './list-requests.ts';
import { getProcessingTimes, getSatisfaction } from './statistics.ts';

const logger = new Logger();

const paths: readonly (readonly [string, (call: Call) => Promise<HttpResponse>])[] = [
  ['/v1/requests', getRequests],
  ['/v1/requests/{id}', getRequest],
  ['/v1/requests/{id}/events', getRequestEvents],
  ['/v1/statistics/processing-times', getProcessingTimes],
  ['/v1/statistics/satisfaction', getSatisfaction],
  ['/v1/health', getHealth],
];

/** Answered by `functions/describe`; what the gateway has no route for comes here. */
const described = ['/v1/catalogue', '/v1/openapi.json'];

const methodNotAllowed =
  (allowed: string) =>
  (_call: Call): Promise<HttpResponse> => {
    throw new Problem('method-not-allowed', `Only ${allowed} is allowed here.`);
  };

const refused = (path: string, methods: readonly Method[], allowed: string) =>
  methods.map((method) => ({ method, path, handler: methodNotAllowed(allowed) }));

const router = httpRouter<Call & APIGatewayProxyEventV2, HttpResponse>({
  routes: [
    ...paths.map(([path, answer]) => ({ method: 'GET' as const, path, handler: answer })),
    ...[...paths.map(([path]) => path), ...described].flatMap((path) =>
      refused(path, ['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'], 'GET'),
    ),
    ...refused('/v1/events', ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'], 'POST'),
  ],
  notFoundResponse: ({ path }) => {
    throw new Problem('not-found', `There is nothing at ${path}.`);
  },
});

/** Every read of the API. */
export const handler = middy<Call & APIGatewayProxyEventV2, HttpResponse>()
  .use(answerProblems((error) => logger.error('failed', error as Error)))
  .before(({ event }) => {
    logger.info('asked', { method: event.requestContext.http.method, path: event.requestContext.http.path });
  })
  .handler(router);
