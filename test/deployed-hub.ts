import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Hub, startHub } from '../local/hub.ts';
import type { Tokens } from '../local/issuer.ts';
import { hubDirectory, isAlive } from '../local/running.ts';
import { type CallerName, callers } from './callers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    apiUrl: string;
    emulatorUrl: string;
    tokens: Tokens & { readonly unscoped: string };
    /** A token for each caller of the authorization matrix; none for who sends none. */
    callers: Readonly<Partial<Record<CallerName, string>>>;
    compactFunction: string;
    /** The `local.json` of the hub: what its stacks put out, and where it is. */
    connectionFile: string;
    sweepFunction: string;
  }
}

/** A run that was interrupted, or whose hub did not start, leaves its logs until the next one. */
const removeEarlierRuns = (): void => {
  if (!existsSync(hubDirectory)) return;
  for (const name of readdirSync(hubDirectory)) {
    const pid = /^test-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(hubDirectory, name), { recursive: true });
  }
};

/** Agencies' own clients are one: which sources a client may send is registered for it. */
const tokensOf = async ({ sign }: Hub): Promise<Partial<Record<CallerName, string>>> => {
  const signed = Object.entries(callers).map(
    async ([name, claims]) => claims && ([name, await sign('local-agency', claims)] as const),
  );
  return Object.fromEntries((await Promise.all(signed)).filter((each) => each !== null));
};

/** One hub for all end-to-end tests, beside the one that `npm start` may be running; torn down afterwards. */
export default async function deployedHub(project: TestProject): Promise<() => Promise<void>> {
  removeEarlierRuns();
  const directory = join(hubDirectory, `test-${process.pid}`);
  const hub = await startHub({
    directory,
    timeZone: 'Asia/Ho_Chi_Minh',
    // An interrupted run just exits; what it started then ends by itself.
    signal: new AbortController().signal,
    onStep: (step) => console.log(`e2e: ${step}`),
  });
  project.provide('apiUrl', hub.apiUrl);
  project.provide('emulatorUrl', hub.emulatorUrl);
  project.provide('tokens', { ...hub.tokens, unscoped: await hub.sign('nobody', { scope: '' }) });
  project.provide('callers', await tokensOf(hub));
  project.provide('compactFunction', hub.outputs['CompactFunction'] ?? '');
  project.provide('connectionFile', join(directory, 'local.json'));
  project.provide('sweepFunction', hub.outputs['SweepFunction'] ?? '');
  return async () => {
    await hub.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
