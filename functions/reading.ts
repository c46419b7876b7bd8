import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { negotiate } from '../shared/http/accept.ts';
import type { Authorized } from '../shared/http/caller.ts';
import type { HttpCall } from '../shared/http/cloudevents.ts';
import { Problem } from '../shared/http/problem.ts';
import type { HttpResponse } from '../shared/http/response.ts';
import { answering } from './answering.ts';

/** A call as the router hands it to what answers it. */
export type Call = HttpCall &
  Authorized & {
    readonly pathParameters?: Readonly<Record<string, string | undefined>> | undefined;
    readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | undefined;
  };

type Answering = (call: Call) => Promise<HttpResponse>;

const json = ['application/json'] as const;

/** What a path is answered as, where it does not say more. */
const usual = (path: string): readonly string[] =>
  path.startsWith('/v1/statistics/') ? [...json, 'text/csv'] : json;

/** The handler of a function that reads: what it answers at each path, and as what beside the usual. */
export const reading = (paths: readonly (readonly [string, Answering, ...mediaTypes: string[]])[]) => {
  const logger = new Logger();
  const router = httpRouter<Call & APIGatewayProxyEventV2, HttpResponse>({
    routes: paths.flatMap(([path, answer]) =>
      (['GET', 'HEAD'] as const).map((method) => ({ method, path, handler: answer })),
    ),
    notFoundResponse: ({ path }) => {
      throw new Problem('not-found', `There is nothing at ${path}.`);
    },
  });
  return middy<Call & APIGatewayProxyEventV2, HttpResponse>()
    .use(answering(logger))
    .before(({ event }) => {
      const { method, path } = event.requestContext.http;
      logger.info('asked', { method, path });
      const [, , ...more] = paths.find(([known]) => known === path) ?? [];
      negotiate(event.headers['accept'], [...usual(path), ...more]);
    })
    .handler(router);
};
