import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { nameOf, resourcesOf, templatesOf } from './testing/templates.ts';

const { service } = templatesOf({ stage: 'prod', audience: 'hue', throttleRate: '50', throttleBurst: '20' });

const integrations = resourcesOf(service, 'AWS::ApiGatewayV2::Integration');
const routes = Object.fromEntries(
  Object.values(resourcesOf(service, 'AWS::ApiGatewayV2::Route')).map(({ Properties }) => {
    const integration = String(Properties['Target']['Fn::Join'][1][1].Ref);
    const handler = nameOf(integrations[integration]?.Properties['IntegrationUri']);
    return [Properties['RouteKey'], `${Properties['AuthorizationType']} ${handler}`];
  }),
);

describe('the API', () => {
  test('asks for a token on every route but the public ones', () => {
    expect(routes).toEqual({
      'POST /v1/events': 'JWT IngestFunction.Arn',
      'GET /v1/requests': 'JWT ReadingRequestsFunction.Arn',
      'GET /v1/requests/{id}': 'JWT ReadingRequestsFunction.Arn',
      'GET /v1/requests/{id}/events': 'JWT ReadingRequestsFunction.Arn',
      'GET /v1/statistics/processing-times': 'JWT AnsweringProcessingTimesFunction.Arn',
      'GET /v1/statistics/processing-times/form-ii-06a': 'JWT BoardsFunction.Arn',
      'GET /v1/statistics/processing-times/offices': 'JWT BoardsFunction.Arn',
      'GET /v1/statistics/processing-times/{proxy+}': 'JWT AnsweringProcessingTimesFunction.Arn',
      'GET /v1/statistics/{proxy+}': 'JWT QueryFunction.Arn',
      'GET /v1/registry/{proxy+}': 'JWT RegistryFunction.Arn',
      'HEAD /v1/registry/{proxy+}': 'JWT RegistryFunction.Arn',
      'PUT /v1/registry/{proxy+}': 'JWT RegistryFunction.Arn',
      'GET /v1/health': 'NONE QueryFunction.Arn',
      'GET /v1/openapi.json': 'NONE DescribeFunction.Arn',
      'GET /v1/catalogue': 'NONE DescribeFunction.Arn',
      'HEAD /v1/requests': 'JWT ReadingRequestsFunction.Arn',
      'HEAD /v1/requests/{id}': 'JWT ReadingRequestsFunction.Arn',
      'HEAD /v1/requests/{id}/events': 'JWT ReadingRequestsFunction.Arn',
      'HEAD /v1/statistics/processing-times': 'JWT AnsweringProcessingTimesFunction.Arn',
      'HEAD /v1/statistics/processing-times/form-ii-06a': 'JWT BoardsFunction.Arn',
      'HEAD /v1/statistics/processing-times/offices': 'JWT BoardsFunction.Arn',
      'HEAD /v1/statistics/processing-times/{proxy+}': 'JWT AnsweringProcessingTimesFunction.Arn',
      'HEAD /v1/statistics/{proxy+}': 'JWT QueryFunction.Arn',
      'HEAD /v1/health': 'NONE QueryFunction.Arn',
      'HEAD /v1/openapi.json': 'NONE DescribeFunction.Arn',
      'HEAD /v1/catalogue': 'NONE DescribeFunction.Arn',
      $default: 'NONE DescribeFunction.Arn',
    });
  });

  test('takes tokens of the one issuer for the one audience', () => {
    service.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 1);
    service.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://sign-in.hue.test', Audience: ['hue'] },
    });
  });

  test('logs every call and limits their number', () => {
    service.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AccessLogSettings: {
        DestinationArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ApiAccessLogs'), 'Arn'] },
        Format: Match.stringLikeRegexp('requestId'),
      },
      DefaultRouteSettings: { ThrottlingBurstLimit: 20, ThrottlingRateLimit: 50 },
    });
  });

  test('lets the gateway call a function only for its own routes', () => {
    const sources = Object.values(resourcesOf(service, 'AWS::Lambda::Permission'))
      .filter(({ Properties }) => Properties['Principal'] === 'apigateway.amazonaws.com')
      .filter(({ Properties }) => nameOf(Properties['FunctionName']) === 'IngestFunction.Arn')
      .map(({ Properties }) => JSON.stringify(Properties['SourceArn']));
    expect(sources).toHaveLength(1);
    expect(sources[0]).toContain('/*/*/v1/events');
  });
});
