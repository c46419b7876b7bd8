import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { endGroup, runStep, runTogether, StepFailed, startGroup } from './child.ts';
import { isAlive } from './running.ts';

const directory = mkdtempSync(join(tmpdir(), 'motcua-child-'));
afterAll(() => rmSync(directory, { recursive: true }));

const optionsFor = (name: string) => ({
  env: { PATH: process.env['PATH'] },
  cwd: directory,
  logFile: join(directory, `${name}.log`),
});
const never = new AbortController().signal;

test('a step that ends well says nothing', async () => {
  await runStep('greeting', 'sh', ['-c', 'echo hello'], { ...optionsFor('well'), signal: never });
  expect(readFileSync(join(directory, 'well.log'), 'utf8')).toBe('hello\n');
});

test('a step that fails says which, and shows the end of its log', async () => {
  const run = runStep('breaking', 'sh', ['-c', 'echo why; exit 3'], { ...optionsFor('ill'), signal: never });
  await expect(run).rejects.toThrow(StepFailed);
  await expect(run).rejects.toThrow(/breaking[\s\S]*why/);
});

test('a command that is not there is a failed step too', async () => {
  const run = runStep('nothing', join(directory, 'missing'), [], { ...optionsFor('missing'), signal: never });
  await expect(run).rejects.toThrow(/nothing[\s\S]*ENOENT/);
});

test('ending a group ends what it started, also what does not listen', async () => {
  const script = 'trap "" TERM; sh -c \'trap "" TERM; echo $$; sleep 60\' & echo $$; wait; sleep 60';
  const child = startGroup('sh', ['-c', script], optionsFor('group'));
  const log = join(directory, 'group.log');
  while (readFileSync(log, 'utf8').split('\n').length < 3) await sleep(20);
  const pids = readFileSync(log, 'utf8').trim().split('\n').map(Number);
  expect(pids.every(isAlive)).toBe(true);
  await endGroup(child);
  expect(pids.some(isAlive)).toBe(false);
});

test('aborting a step ends it', async () => {
  const abort = new AbortController();
  const run = runStep('waiting', 'sh', ['-c', 'sleep 60'], {
    ...optionsFor('aborted'),
    signal: abort.signal,
  });
  setTimeout(() => abort.abort(new Error('enough')), 100);
  await expect(run).rejects.toThrow('enough');
});

test('of steps side by side, the first that fails ends the others', async () => {
  const log = join(directory, 'slow.log');
  const run = runTogether(never, [
    (signal) => runStep('slow', 'sh', ['-c', 'echo $$; exec sleep 60'], { ...optionsFor('slow'), signal }),
    async () => {
      while (!existsSync(log) || readFileSync(log, 'utf8') === '') await sleep(20);
      throw new Error('the other one');
    },
  ]);
  await expect(run).rejects.toThrow('the other one');
  expect(isAlive(Number(readFileSync(log, 'utf8')))).toBe(false);
});

test('a leashed command ends with what started it, even when that is killed', async () => {
  const log = join(directory, 'leashed.log');
  const command = [
    '--import',
    new URL('./leash.ts', import.meta.url).href,
    '-e',
    'console.log(process.pid); setInterval(() => {}, 1000)',
  ];
  const starter = `
    import { startGroup } from ${JSON.stringify(join(import.meta.dirname, 'child.ts'))};
    startGroup(process.execPath, ${JSON.stringify(command)}, ${JSON.stringify({ env: {}, cwd: directory, logFile: log })});`;
  const hub = spawn(process.execPath, ['--input-type=module', '-e', starter], { stdio: 'ignore' });
  while (!existsSync(log) || readFileSync(log, 'utf8') === '') await sleep(20);
  const pid = Number(readFileSync(log, 'utf8'));
  expect(isAlive(pid)).toBe(true);
  hub.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});
