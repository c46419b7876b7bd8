import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { endGroup, runStep, StepFailed, startGroup } from './child.ts';

const directory = mkdtempSync(join(tmpdir(), 'motcua-child-'));
afterAll(() => rmSync(directory, { recursive: true }));

const optionsFor = (name: string) => ({
  env: { PATH: process.env['PATH'] },
  cwd: directory,
  logFile: join(directory, `${name}.log`),
});
const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
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
  expect(pids.every(isThere)).toBe(true);
  await endGroup(child);
  expect(pids.some(isThere)).toBe(false);
});

test('a group dies with the process that started it', async () => {
  const log = join(directory, 'orphan.log');
  const options = JSON.stringify({ env: { PATH: process.env['PATH'] }, cwd: directory, logFile: log });
  const program = `import { startGroup } from ${JSON.stringify(join(import.meta.dirname, 'child.ts'))};
    startGroup('sh', ['-c', 'echo $$; sleep 60'], ${options});
    setTimeout(() => { throw new Error('uncaught'); }, 500);`;
  await expect(
    promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]),
  ).rejects.toThrow('uncaught');
  const pid = Number(readFileSync(log, 'utf8'));
  for (let waited = 0; isThere(pid) && waited < 2_000; waited += 20) await sleep(20);
  expect(isThere(pid)).toBe(false);
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
