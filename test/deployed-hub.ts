import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startHub } from '../local/hub.ts';
import type { Tokens } from '../local/issuer.ts';
import { hubDirectory } from '../local/running.ts';

declare module 'vitest' {
  interface ProvidedContext {
    apiUrl: string;
    emulatorUrl: string;
    tokens: Tokens & { readonly unscoped: string };
    compactFunction: string;
  }
}

/** One hub for all end-to-end tests, beside the one that `npm start` may be running; torn down afterwards. */
export default async function deployedHub(project: TestProject): Promise<() => Promise<void>> {
  const stop = new AbortController();
  const directory = join(hubDirectory, `test-${process.pid}`);
  const hub = await startHub({
    directory,
    timeZone: 'Asia/Ho_Chi_Minh',
    signal: stop.signal,
    onStep: (step) => console.log(`e2e: ${step}`),
  });
  project.provide('apiUrl', hub.apiUrl);
  project.provide('emulatorUrl', hub.emulatorUrl);
  project.provide('tokens', { ...hub.tokens, unscoped: await hub.sign('nobody', { scope: '' }) });
  project.provide('compactFunction', hub.outputs['CompactFunction'] ?? '');
  // The logs stay only where the hub did not start.
  return async () => {
    await hub.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
