import { createRemoteJWKSet, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { audience, startIssuer } from './issuer.ts';

test('its tokens verify against the keys it serves, for each role', async () => {
  const issuer = await startIssuer();
  try {
    const discovery = await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json();
    expect(discovery).toMatchObject({ issuer: issuer.url });
    const keys = createRemoteJWKSet(new URL((discovery as { jwks_uri: string }).jwks_uri));
    const claimsOf = async (token: string) =>
      (await jwtVerify(token, keys, { issuer: issuer.url, audience })).payload;
    expect(await claimsOf(issuer.tokens.agency)).toMatchObject({
      scope: 'events:write personal:read',
      agency: 'H29',
    });
    expect(await claimsOf(issuer.tokens.analyst)).toMatchObject({ scope: 'statistics:read' });
    const operator = await claimsOf(issuer.tokens.operator);
    expect(operator['agency']).toBeUndefined();
    expect(String(operator['scope']).split(' ')).toContain('operate');
    expect(await claimsOf(await issuer.sign('desk', { scp: ['operate'], client_id: 'other' }))).toMatchObject(
      {
        sub: 'desk',
        client_id: 'other',
        scp: ['operate'],
      },
    );
    await expect(claimsOf(await issuer.sign('desk', { aud: 'another' }))).rejects.toThrow(/aud/);
    await expect(claimsOf(await issuer.sign('desk', { exp: 1 }))).rejects.toThrow(/exp/);
    expect((await fetch(`${issuer.url}/elsewhere`)).status).toBe(404);
  } finally {
    await issuer.stop();
  }
  await expect(fetch(`${issuer.url}/jwks.json`)).rejects.toThrow();
});

test('it listens on loopback only', async () => {
  const issuer = await startIssuer();
  expect(new URL(issuer.url).hostname).toBe('127.0.0.1');
  await issuer.stop();
});
