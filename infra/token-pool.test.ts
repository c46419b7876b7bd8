import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { scopes } from '../shared/http/caller.ts';
import { hubOf, nameOf, resourcesOf, templatesOf } from './testing/templates.ts';

const none = { issuer: undefined, audience: undefined };
const pooled = { ...none, stage: 'prod', agencyClients: 'H29.07, H30' };
const { data, service } = templatesOf(pooled);

/** The scopes of each client by its name, as they stand in a token. */
const clients = Object.fromEntries(
  Object.values(resourcesOf(data, 'AWS::Cognito::UserPoolClient')).map(({ Properties }) => [
    Properties['ClientName'],
    Properties['AllowedOAuthScopes'].map((scope: { 'Fn::Join': [string, [object, string]] }) => {
      const [server, name] = scope['Fn::Join'][1];
      return `${nameOf(server).replace(/^TokensPool/, '')}${name}`;
    }),
  ]),
);

describe('a hub without an issuer', () => {
  test('has a pool where nobody can sign up, which stays when the stack goes', () => {
    data.hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      Properties: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }, DeletionProtection: 'ACTIVE' },
    });
    const local = templatesOf({ ...none, stage: 'local' }).data;
    local.hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtection: 'INACTIVE' },
    });
  });

  test('grants each client its scopes and its agency, and an agency no more than sending and reading', () => {
    const mine = (...names: readonly string[]) => names.map((name) => `motcua/${name}`);
    expect(clients).toEqual({
      operator: [...mine(...scopes), 'agency/*'],
      analyst: [...mine('statistics:read'), 'agency/*'],
      'agency-H29.07': [...mine('events:write', 'personal:read'), 'agency/H29.07'],
      'agency-H30': [...mine('events:write', 'personal:read'), 'agency/H30'],
    });
  });

  test('has machine clients only: a secret, and no flow but client credentials', () => {
    data.allResourcesProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthFlowsUserPoolClient: true,
    });
  });

  test('takes tokens of the pool, for any of its clients', () => {
    const [authorizer] = Object.values(resourcesOf(service, 'AWS::ApiGatewayV2::Authorizer'));
    const { Issuer, Audience } = authorizer?.Properties['JwtConfiguration'] ?? {};
    expect(JSON.stringify(Issuer)).toMatch(/https:.*GetStackOutput.*TokensPool.*ProviderName/);
    expect(Audience).toHaveLength(4);
    expect(new Set(Audience.map((each: object) => JSON.stringify(each))).size).toBe(4);
  });

  test('may lose an agency again: no export ties its client to the service', () => {
    expect(JSON.stringify(service.toJSON())).not.toMatch(/ImportValue[^}]*Tokens/);
  });

  test('says where tokens are fetched and by whom, and no secret', () => {
    data.hasOutput('TokenEndpoint', { Value: Match.anyValue() });
    data.hasOutput('UserPool', { Value: Match.anyValue() });
    const outputs = JSON.stringify(data.toJSON()['Outputs']);
    expect(outputs).toMatch(/operator=.*analyst=.*H29\.07=.*H30=/);
    expect(outputs).not.toMatch(/secret/i);
  });

  test.each(['prod', 'local'])('has no finding on stage %s', (stage) => {
    expect(() => hubOf({ ...pooled, stage }, true).app.synth()).not.toThrow();
  });
});

test('a hub with an issuer has no pool', () => {
  templatesOf({ stage: 'prod' }).data.resourceCountIs('AWS::Cognito::UserPool', 0);
});
