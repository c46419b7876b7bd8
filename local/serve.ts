import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arguments } from './arguments.ts';
import { type Hub, startHub } from './hub.ts';
import { hubDirectory } from './running.ts';
import { loadSample } from './sample/load.ts';
import { printTables } from './sample/tables.ts';

/** Prints each step with the seconds it took. */
const stepPrinter = (write: (text: string) => void) => {
  let since = performance.now();
  let open = false;
  const end = (): void => {
    if (open) write(` ${((performance.now() - since) / 1_000).toFixed(1)} s\n`);
    open = false;
  };
  const begin = (step: string): void => {
    end();
    since = performance.now();
    open = true;
    write(`${step} …`);
  };
  return { begin, end };
};

const addresses = ({ apiUrl, emulatorUrl, tokens }: Hub): string =>
  `
The hub is up.
  API       ${apiUrl}
  emulator  ${emulatorUrl}
  tokens    agency    ${tokens.agency}
            analyst   ${tokens.analyst}
            operator  ${tokens.operator}
All of this is in .motcua/local.json too.
`;

/** Runs the hub until the signal: starts it, loads the sample, shows it, and says when it is up. */
export const serve = async (
  { sample, port, timeZone }: Arguments,
  { signal, write, onUp }: { signal: AbortSignal; write: (text: string) => void; onUp: () => void },
): Promise<void> => {
  mkdirSync(hubDirectory, { recursive: true });
  const lock = join(hubDirectory, 'hub.pid');
  writeFileSync(lock, String(process.pid));
  const steps = stepPrinter(write);
  let hub: Hub | undefined;
  try {
    const options = { directory: hubDirectory, timeZone, signal, onStep: steps.begin };
    hub = await startHub({ ...options, ...(port !== undefined && { port }) });
    const { apiUrl, tokens } = hub;
    if (sample) {
      steps.begin('loading the sample city');
      await untilAborted(loadSample({ apiUrl, tokens, onProgress: () => write('.') }), signal);
    }
    steps.end();
    write(addresses(hub));
    if (sample) await printTables({ apiUrl, tokens, write });
    onUp();
    await untilAborted(new Promise<never>(() => undefined), signal);
  } finally {
    await hub?.stop();
    rmSync(lock, { force: true });
  }
};

/** Waits for the work, or for the signal, which then throws its reason. */
const untilAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  // A timer keeps the process alive while it waits for nothing else.
  const alive = setInterval(() => undefined, 60_000);
  const aborted = new Promise<never>((_done, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([work, aborted]);
  } finally {
    clearInterval(alive);
  }
};
