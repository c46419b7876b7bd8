import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAlive, isHub } from './running.ts';

test('a process is a hub by what it runs, so a pid that went to another program is none', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-running-'));
  mkdirSync(join(directory, 'local'));
  writeFileSync(join(directory, 'local', 'start.ts'), 'console.log("up"); setInterval(() => {}, 1_000);');
  const hub = spawn(process.execPath, [join(directory, 'local', 'start.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(hub.stdout, 'data');
  const pid = hub.pid ?? 0;
  expect([isAlive(pid), isHub(pid)]).toEqual([true, true]);
  expect([isAlive(process.pid), isHub(process.pid)]).toEqual([true, false]);
  hub.kill();
  await once(hub, 'exit');
  expect([isAlive(pid), isHub(pid)]).toEqual([false, false]);
  rmSync(directory, { recursive: true });
});
