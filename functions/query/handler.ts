import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { negotiate } from '../../shared/http/accept.ts';
import { Problem } from '../../shared/http/problem.ts';
import type { HttpResponse } from '../../shared/http/response.ts';
import { answering } from '../answering.ts';
import type { Call } from './context.ts';
import { getDataQuality } from './data-quality.ts';
import { getRequest } from './get-request.ts';
import { getRequestEvents } from './get-request-events.ts';
import { getHealth } from './health.ts';
import { getRequests } from './list-requests.ts';
import { getProcessingTimes, getSatisfaction } from './statistics.ts';

const logger = new Logger();
const json = ['application/json'] as const;

const paths: readonly (readonly [string, (call: Call) => Promise<HttpResponse>])[] = [
  ['/v1/requests', getRequests],
  ['/v1/requests/{id}', getRequest],
  ['/v1/requests/{id}/events', getRequestEvents],
  ['/v1/statistics/processing-times', getProcessingTimes],
  ['/v1/statistics/satisfaction', getSatisfaction],
  ['/v1/statistics/data-quality', getDataQuality],
  ['/v1/health', getHealth],
];

const router = httpRouter<Call & APIGatewayProxyEventV2, HttpResponse>({
  routes: paths.flatMap(([path, answer]) =>
    (['GET', 'HEAD'] as const).map((method) => ({ method, path, handler: answer })),
  ),
  notFoundResponse: ({ path }) => {
    throw new Problem('not-found', `There is nothing at ${path}.`);
  },
});

/** Every read of the API. */
export const handler = middy<Call & APIGatewayProxyEventV2, HttpResponse>()
  .use(answering(logger))
  .before(({ event }) => {
    const { method, path } = event.requestContext.http;
    logger.info('asked', { method, path });
    negotiate(event.headers['accept'], path.startsWith('/v1/statistics/') ? [...json, 'text/csv'] : json);
  })
  .handler(router);
