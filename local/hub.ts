import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deploy, type Outputs, reachableApiUrl } from './deploy.ts';
import { freePort, startEmulator } from './emulator.ts';
import { audience, type Issuer, startIssuer, type Tokens } from './issuer.ts';
import { ask } from './sample/ask.ts';

/** Where a running hub is, as `local.json` says it. */
export type Connection = {
  readonly apiUrl: string;
  readonly tokens: Tokens;
  readonly emulatorUrl: string;
  readonly timeZone: string;
  readonly pid: number;
  readonly outputs: Outputs;
};

export type Hub = Connection & { readonly sign: Issuer['sign']; readonly stop: () => Promise<void> };

export type HubOptions = {
  /** Where the hub keeps its logs and its `local.json`. */
  readonly directory: string;
  readonly timeZone: string;
  /** The emulator's port; a free one by default. */
  readonly port?: number;
  /** Aborting it tears down whatever has been started. */
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
};

/** Lets the client of the agency token send events of any source: what is tried out here is not registered first. */
const registerSources = async ({ apiUrl, tokens }: Connection): Promise<void> => {
  const url = `${apiUrl}/v1/registry/sources/local-agency`;
  await ask({ url, token: tokens.operator, put: { sources: ['*'] }, sleep });
};

/** Starts issuer and emulator and deploys the app. When a step fails, nothing is left running. */
export const startHub = async (options: HubOptions): Promise<Hub> => {
  const { directory, timeZone, signal, onStep } = options;
  mkdirSync(directory, { recursive: true });
  const connectionFile = join(directory, 'local.json');
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    rmSync(connectionFile, { force: true });
    for (const end of started.splice(0).toReversed()) await end();
  };
  try {
    onStep('starting the emulator');
    const issuer = await startIssuer();
    started.push(issuer.stop);
    const emulator = await startEmulator(directory, await freePort(options.port), signal);
    started.push(emulator.stop);
    onStep('deploying the app with cdk');
    const settings = { stage: 'local', issuer: issuer.url, audience, timeZone, build: 'local' };
    const outputs = await deploy({ directory, emulatorUrl: emulator.url, settings, signal });
    const connection: Connection = {
      apiUrl: reachableApiUrl(outputs['ApiUrl'] ?? '', emulator.url),
      tokens: issuer.tokens,
      emulatorUrl: emulator.url,
      timeZone,
      pid: process.pid,
      outputs,
    };
    onStep('registering the sources');
    await registerSources(connection);
    writeFileSync(connectionFile, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
    return { ...connection, sign: issuer.sign, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
