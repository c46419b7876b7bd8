import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const audience = 'motcua';

/** The three roles of the local hub. Agencies send; analysts ask; operators load what is old, for every agency. */
const roles = {
  agency: { scope: 'events:write personal:read', agency: 'H29' },
  analyst: { scope: 'statistics:read' },
  operator: { scope: 'operate events:write statistics:read personal:read' },
} as const;

export type Role = keyof typeof roles;
export type Tokens = Readonly<Record<Role, string>>;

/** Any claims, as other issuers write theirs; those of the protocol (`aud`, `exp`, `client_id`) may be among them. */
export type Claims = Readonly<Record<string, unknown>>;
export type Issuer = {
  readonly url: string;
  readonly tokens: Tokens;
  /** Signs a token for any claims, good for a day; the tests need more than the three roles. */
  readonly sign: (client: string, claims: Claims) => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** An OIDC issuer on loopback, with keys that live as long as it does. */
export const startIssuer = async (): Promise<Issuer> => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const key = { ...(await exportJWK(publicKey)), kid: 'local', alg: 'RS256', use: 'sig' };
  let url = '';
  const documents: Record<string, () => unknown> = {
    '/.well-known/openid-configuration': () => ({ issuer: url, jwks_uri: `${url}/jwks.json` }),
    '/jwks.json': () => ({ keys: [key] }),
  };
  const server = createServer(({ url: path = '' }, response) => {
    const document = documents[path];
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document?.() ?? {}));
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

  const sign = (client: string, claims: Claims): Promise<string> => {
    const iat = Math.floor(Date.now() / 1000);
    const usual = { iss: url, aud: audience, sub: client, client_id: client, iat, exp: iat + 24 * 3600 };
    return new SignJWT({ ...usual, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'local' })
      .sign(privateKey);
  };
  const signed = await Promise.all(
    Object.entries(roles).map(async ([role, claims]) => [role, await sign(`local-${role}`, claims)]),
  );
  const stop = (): Promise<void> =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url, tokens: Object.fromEntries(signed) as Tokens, sign, stop };
};
