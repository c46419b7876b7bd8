import { Validations } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Construct } from 'constructs';
import type { Settings, TokenIssuer } from '../settings.ts';
import { alarmOnServerErrors } from './alarms.ts';
import { houseLogGroup } from './house-log-group.ts';

type HandlerName = 'ingest' | 'requests' | 'query' | 'processingTimes' | 'boards' | 'registry' | 'describe';
export type Handlers = Readonly<Record<HandlerName, NodejsFunction>>;

const requests = ['/v1/requests', '/v1/requests/{id}', '/v1/requests/{id}/events'];
const processingTimes = ['/v1/statistics/processing-times', '/v1/statistics/processing-times/{proxy+}'];
const boards = ['form-ii-06a', 'offices'].map((name) => `/v1/statistics/processing-times/${name}`);
const documents = ['/v1/openapi.json', '/v1/catalogue'];
const reading = [HttpMethod.GET, HttpMethod.HEAD];

/** Who called what and how it went; callers are agencies and analysts, never citizens. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    time: AccessLogField.contextRequestTime(),
    requestId: AccessLogField.contextRequestId(),
    ip: AccessLogField.contextIdentitySourceIp(),
    caller: AccessLogField.contextAuthorizer('claims.sub'),
    route: AccessLogField.contextRouteKey(),
    status: AccessLogField.contextStatus(),
    bytes: AccessLogField.contextResponseLength(),
    latency: AccessLogField.contextResponseLatency(),
    authorizerError: AccessLogField.contextAuthorizerError(),
    integrationError: AccessLogField.contextIntegrationErrorMessage(),
  }),
);

/** The front door. A route asks for a token unless it says otherwise. */
export function httpApi(
  scope: Construct,
  settings: Settings,
  issuer: TokenIssuer,
  handlers: Handlers,
): HttpApi {
  const api = new HttpApi(scope, 'Api', {
    apiName: `motcua-${settings.stage}`,
    description: `Motcua ${settings.stage}`,
    createDefaultStage: false,
    defaultAuthorizer: new HttpJwtAuthorizer('Tokens', issuer.url, { jwtAudience: [...issuer.audiences] }),
  });
  api.addStage('Stage', {
    autoDeploy: true,
    throttle: { rateLimit: settings.throttleRate, burstLimit: settings.throttleBurst },
    accessLogSettings: {
      destination: new LogGroupLogDestination(houseLogGroup(api, 'AccessLogs', settings)),
      format: accessLog,
    },
  });
  const toIngest = new HttpLambdaIntegration('Ingest', handlers.ingest);
  const toRequests = new HttpLambdaIntegration('Requests', handlers.requests);
  const toQuery = new HttpLambdaIntegration('Query', handlers.query);
  const toProcessingTimes = new HttpLambdaIntegration('ProcessingTimes', handlers.processingTimes);
  const toBoards = new HttpLambdaIntegration('Boards', handlers.boards);
  const toRegistry = new HttpLambdaIntegration('Registry', handlers.registry);
  const toDescribe = new HttpLambdaIntegration('Describe', handlers.describe);
  api.addRoutes({ path: '/v1/events', methods: [HttpMethod.POST], integration: toIngest });
  for (const path of requests) api.addRoutes({ path, methods: reading, integration: toRequests });
  for (const path of processingTimes)
    api.addRoutes({ path, methods: reading, integration: toProcessingTimes });
  for (const path of boards) api.addRoutes({ path, methods: reading, integration: toBoards });
  api.addRoutes({ path: '/v1/statistics/{proxy+}', methods: reading, integration: toQuery });
  api.addRoutes({
    path: '/v1/registry/{proxy+}',
    methods: [...reading, HttpMethod.PUT],
    integration: toRegistry,
  });

  const open = [
    ...reading.flatMap((method) => [
      ...documents.map((path) => [HttpRouteKey.with(path, method), toDescribe] as const),
      [HttpRouteKey.with('/v1/health', method), toQuery] as const,
    ]),
    // Knows the OpenAPI document, and so which methods a path has.
    [HttpRouteKey.DEFAULT, toDescribe] as const,
  ];
  for (const [routeKey, integration] of open) {
    const authorizer = new HttpNoneAuthorizer();
    const id = `Open ${routeKey.key}`;
    const route = new HttpRoute(api, id, { httpApi: api, routeKey, integration, authorizer });
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Public by contract: health, the documents that describe the API, and the answer to an unknown path.',
    });
  }
  alarmOnServerErrors(api);
  return api;
}
