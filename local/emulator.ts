import type { ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup, startGroup, stepFailed } from './child.ts';

export type Emulator = { readonly url: string; readonly stop: () => Promise<void> };

const root = join(import.meta.dirname, '..');
const startBudgetMs = 60_000;

/** A port of loopback that nobody listens on: the one asked for, or any. */
export const freePort = (port = 0): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer();
    server.once('error', ({ message }) => fail(new Error(`port ${port} cannot be used: ${message}`)));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** Only what the emulator needs: its environment leaks into the functions that it runs. */
const environmentOf = (port: number, state: string): NodeJS.ProcessEnv => ({
  PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
  HOME: state,
  TMPDIR: join(state, 'tmp'),
  STATE_DIR: join(state, 'state'),
  S3_DATA_DIR: join(state, 's3'),
  BIND_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  IOT_MTLS_ENABLED: '0',
  LAMBDA_EXECUTOR: 'local',
  PERSIST_STATE: '0',
});

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/_ministack/health`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
};

const awaitReady = async (
  child: ChildProcess,
  url: string,
  logFile: string,
  signal: AbortSignal,
): Promise<void> => {
  for (const deadline = Date.now() + startBudgetMs; !(await isReady(url)); await sleep(100)) {
    signal.throwIfAborted();
    const isGone = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    if (isGone || Date.now() > deadline) throw stepFailed('starting the emulator', logFile);
  }
};

/** Starts a fresh emulator of AWS on loopback; nothing of an earlier one is left. */
export const startEmulator = async (
  directory: string,
  port: number,
  signal: AbortSignal,
): Promise<Emulator> => {
  const state = join(directory, 'emulator');
  rmSync(state, { recursive: true, force: true });
  for (const folder of ['tmp', 'state', 's3']) mkdirSync(join(state, folder), { recursive: true });
  // The emulator's own scripts are CommonJS, and this repository's package.json would make them ES modules.
  writeFileSync(join(state, 'package.json'), '{ "type": "commonjs" }\n');
  const logFile = join(directory, 'emulator.log');
  rmSync(logFile, { force: true });
  const url = `http://127.0.0.1:${port}`;
  const child = startGroup(
    join(root, '.emulator', 'bin', 'python3'),
    [join(import.meta.dirname, 'emulator.py')],
    {
      env: environmentOf(port, state),
      cwd: state,
      logFile,
    },
  );
  const stop = async (): Promise<void> => {
    await endGroup(child);
    rmSync(state, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await awaitReady(child, url, logFile, signal);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
