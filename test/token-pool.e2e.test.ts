import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { deploy, type Outputs, reachableApiUrl } from '../local/deploy.ts';
import { hubDirectory } from '../local/running.ts';

/** A hub that was given no issuer, beside the one of the other tests: its clients fetch their tokens from its own pool. */

const emulatorUrl = inject('emulatorUrl');
const directory = mkdtempSync(join(hubDirectory, 'pool-'));
let outputs: Outputs;
let clients: Record<string, string>;

beforeAll(async () => {
  const settings = { stage: 'test', agencyClients: 'H29.07,H30' };
  outputs = await deploy({ directory, emulatorUrl, settings, signal: new AbortController().signal });
  clients = Object.fromEntries((outputs['Clients'] ?? '').split(' ').map((each) => each.split('=')));
});

afterAll(async () => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const stacks = new CloudFormationClient({ endpoint: emulatorUrl, region: 'us-east-1', credentials });
  for (const name of ['service', 'data'])
    await stacks.send(new DeleteStackCommand({ StackName: `motcua-test-${name}` }));
  stacks.destroy();
  rmSync(directory, { recursive: true, force: true });
});

/** What `aws cognito-idp describe-user-pool-client` asks. */
const secretOf = async (client: string): Promise<string> => {
  const response = await fetch(emulatorUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.DescribeUserPoolClient',
    },
    body: JSON.stringify({ UserPoolId: outputs['UserPool'], ClientId: client }),
  });
  const { UserPoolClient } = (await response.json()) as { UserPoolClient: { ClientSecret: string } };
  return UserPoolClient.ClientSecret;
};

/** A token as the client asks for it; the emulator serves the endpoint of every domain under its own address. */
const tokenOf = async (name: string, scope?: string): Promise<string> => {
  const client = clients[name] ?? '';
  const basic = Buffer.from(`${client}:${await secretOf(client)}`).toString('base64');
  const response = await fetch(`${emulatorUrl}${new URL(outputs['TokenEndpoint'] ?? '').pathname}`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
};

const call = async (token: string, path: string, body?: object): Promise<string> => {
  const response = await fetch(`${reachableApiUrl(outputs['ApiUrl'] ?? '', emulatorUrl)}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents+json' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const { type } = (await response.json()) as { type?: string };
  return `${response.status}${type === undefined ? '' : ` ${type.split(':').at(-1)}`}`;
};

const send = (token: string, agency: string): Promise<string> =>
  call(token, '/v1/events', {
    specversion: '1.0',
    type: 'motcua.request.submitted.v1',
    source: 'https://desk.example',
    id: agency,
    subject: `pool-${agency}`,
    time: '2007-05-07T08:00:00+07:00',
    data: {
      agency,
      procedure: '1.004222',
      procedureVersion: 1,
      channel: 'counter',
      applicant: { kind: 'citizen' },
    },
  });

const statistics = (token: string): Promise<string> => call(token, '/v1/statistics/satisfaction');

describe('a hub with a pool of its own', () => {
  test('takes the token of an agency for that agency alone', async () => {
    const token = await tokenOf('H29.07');
    expect(await send(token, 'H30')).toMatch(/^403 /);
    expect(await statistics(token)).toBe('403 missing-scope');
    expect(await call(token, '/v1/requests/pool-none')).toBe('404 not-found');
  });

  test('refuses the token of an agency that left its agency out', async () => {
    expect(await send(await tokenOf('H29.07', 'motcua/events:write'), 'H30')).toBe('403 unclear-agency');
  });

  test('lets the operator send and ask, and the analyst ask', async () => {
    const [operator, analyst] = [await tokenOf('operator'), await tokenOf('analyst')];
    expect(await send(operator, 'H30')).toBe('200');
    expect(await statistics(operator)).toBe('200');
    expect(await statistics(analyst)).toBe('200');
    expect(await send(analyst, 'H30')).toBe('403 missing-scope');
  });

  test('takes no token of the other hub', async () => {
    expect(await statistics(inject('tokens').operator)).toBe('401');
  });
});
