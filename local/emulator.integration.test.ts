import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort, startEmulator } from './emulator.ts';

const never = new AbortController().signal;
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'motcua-emulator-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/_ministack/health`)).ok;
  } catch {
    return false;
  }
};

test('an emulator answers until it is stopped, and leaves no state', async () => {
  const emulator = await startEmulator(directory, await freePort(), never);
  expect(await answers(emulator.url)).toBe(true);
  await emulator.stop();
  expect(await answers(emulator.url)).toBe(false);
  expect(existsSync(join(directory, 'emulator'))).toBe(false);
});

test('an emulator ends with the hub that started it, even when that is killed', async () => {
  const port = await freePort();
  const hub = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { startEmulator } from ${JSON.stringify(join(import.meta.dirname, 'emulator.ts'))};
       await startEmulator(${JSON.stringify(directory)}, ${port}, new AbortController().signal);
       console.log('up');`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(hub.stdout, 'data');
  expect(await answers(`http://127.0.0.1:${port}`)).toBe(true);
  hub.kill('SIGKILL');
  await expect.poll(() => answers(`http://127.0.0.1:${port}`), { timeout: 10_000 }).toBe(false);
});

test('a port that another program has is refused in one line', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(freePort(port)).rejects.toThrow(new RegExp(`^port ${port} cannot be used: .*EADDRINUSE.*$`));
  server.close();
});
