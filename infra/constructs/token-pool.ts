import {
  CfnOutput,
  CrossStackReferences,
  Fn,
  ReferenceStrength,
  RemovalPolicy,
  type Stack,
  Validations,
} from 'aws-cdk-lib';
import { OAuthScope, ResourceServerScope, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { agencyServer, everyAgency, resourceServer, type Scope, scopes } from '../../shared/http/caller.ts';
import type { Settings, TokenIssuer } from '../settings.ts';

const meanings: Readonly<Record<Scope, string>> = {
  'events:write': 'Send events',
  'statistics:read': 'Ask for statistics',
  operate: 'Keep the registry, and send for any source',
  'personal:read': 'Read personal fields',
};

/** A resource server, and its scopes by name as a client is granted them. */
const serverOf = (pool: UserPool, identifier: string, described: Readonly<Record<string, string>>) => {
  const offered = Object.entries(described).map(
    ([scopeName, scopeDescription]) => new ResourceServerScope({ scopeName, scopeDescription }),
  );
  const server = pool.addResourceServer(identifier, { identifier, scopes: offered });
  return (...names: readonly string[]): OAuthScope[] =>
    offered
      .filter(({ scopeName }) => names.includes(scopeName))
      .map((scope) => OAuthScope.resourceServer(server, scope));
};

const poolOf = (scope: Construct, { protectData }: Settings): UserPool => {
  const pool = new UserPool(scope, 'Pool', {
    selfSignUpEnabled: false,
    passwordPolicy: { minLength: 16, requireUppercase: true, requireDigits: true, requireSymbols: true },
    deletionProtection: protectData,
    removalPolicy: protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  for (const rule of ['COG2', 'COG8'])
    Validations.of(pool).acknowledge({
      id: `AwsSolutions-${rule}`,
      reason: 'The pool holds machine clients only: nobody signs in.',
    });
  return pool;
};

/**
 * A Cognito user pool without users, for an authority that has no OIDC issuer: machine clients fetch their tokens with
 * the client credentials grant. The agency of a client is a scope, since its tokens can have no claims of their own.
 */
export function tokenPool(stack: Stack, settings: Settings): TokenIssuer {
  const part = new Construct(stack, 'Tokens');
  const { agencyClients } = settings;
  const pool = poolOf(part, settings);
  const may = serverOf(pool, resourceServer, meanings);
  const agencies = [everyAgency, ...agencyClients];
  const within = serverOf(
    pool,
    agencyServer,
    Object.fromEntries(agencies.map((code) => [code, `Speak for ${code === everyAgency ? 'all' : code}`])),
  );
  const clientOf = (name: string, granted: readonly Scope[], agency: string): UserPoolClient => {
    const client = pool.addClient(name, {
      userPoolClientName: name,
      generateSecret: true,
      oAuth: { flows: { clientCredentials: true }, scopes: [...may(...granted), ...within(agency)] },
    });
    // A strong reference would keep an agency's client from being taken off the list.
    CrossStackReferences.of(client).produce(ReferenceStrength.WEAK);
    return client;
  };
  const clients = {
    operator: clientOf('operator', scopes, everyAgency),
    analyst: clientOf('analyst', ['statistics:read'], everyAgency),
    ...Object.fromEntries(
      agencyClients.map((code) => [
        code,
        clientOf(`agency-${code}`, ['events:write', 'personal:read'], code),
      ]),
    ),
  };
  CrossStackReferences.of(pool).produce(ReferenceStrength.WEAK);
  // Unique in a whole region, as the name of a domain must be, and the same for as long as the stack lives.
  const unique = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', stack.stackId))));
  const domain = pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `motcua-${unique}` } });

  const output = (name: string, value: string) => new CfnOutput(stack, name, { value });
  output('UserPool', pool.userPoolId);
  output('TokenEndpoint', `${domain.baseUrl()}/oauth2/token`);
  output(
    'Clients',
    Object.entries(clients)
      .map(([name, { userPoolClientId }]) => `${name}=${userPoolClientId}`)
      .join(' '),
  );
  return {
    url: `https://${pool.userPoolProviderName}`,
    audiences: Object.values(clients).map(({ userPoolClientId }) => userPoolClientId),
  };
}
