import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** A checkout of its own, with an npm and a python3 that write down how they were called. */
let root = '';
const write = (path: string, text: string): void => writeFileSync(join(root, path), text, { mode: 0o755 });
const command = (name: string, script: string): void =>
  write(`bin/${name}`, `#!/bin/sh\necho "${name} $*" >> "${root}/calls"\n${script}\n`);

const lock = (integrity: string): void => {
  const packages = {
    '': {},
    'node_modules/a': { integrity },
    'node_modules/elsewhere': { integrity, optional: true },
  };
  write('package-lock.json', JSON.stringify({ packages }));
};
/** Installs all but the optional package, as on a platform that it is not for. */
const npmThatInstalls = (integrity: string): void => {
  write('record.json', JSON.stringify({ packages: { 'node_modules/a': { integrity } } }));
  command('npm', 'mkdir -p node_modules && cp record.json node_modules/.package-lock.json');
};
const pythonThatWorks = '[ "$2" = venv ] && mkdir -p "$3/bin" && cp "$0" "$3/bin/python3"; exit 0';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'motcua-prepare-'));
  for (const folder of ['local', 'bin']) mkdirSync(join(root, folder));
  cpSync(join(import.meta.dirname, 'prepare.mjs'), join(root, 'local', 'prepare.mjs'));
  write('local/emulator-requirements.txt', 'emulator==1\n');
  lock('one');
  npmThatInstalls('one');
  command('python3', pythonThatWorks);
});
afterEach(() => rmSync(root, { recursive: true }));

const prepare = (...args: readonly string[]) => {
  rmSync(join(root, 'calls'), { force: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'local', 'prepare.mjs'), ...args],
    {
      encoding: 'utf8',
      env: {
        PATH: existsSync(join(root, 'alone')) ? join(root, 'bin') : `${join(root, 'bin')}:/usr/bin:/bin`,
      },
    },
  );
  const calls = existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8') : '';
  return { status, stdout, stderr, calls: calls.split('\n').filter((line) => line !== '') };
};

test('installs what is missing, and is silent once nothing is', () => {
  const first = prepare('--emulator');
  expect(first).toMatchObject({ status: 0, stderr: '' });
  expect(first.calls.map((call) => call.split(' ').slice(0, 3).join(' '))).toEqual([
    'npm ci --no-audit',
    'python3 -m venv',
    'python3 -m pip',
  ]);
  expect(first.calls[2]).toContain('--require-hashes');
  expect(prepare('--emulator')).toMatchObject({ status: 0, stdout: '', stderr: '', calls: [] });
});

test('leaves the emulator alone where it is not asked for', () => {
  expect(prepare().calls).toHaveLength(1);
});

test('installs again what a changed lock or changed requirements ask for', () => {
  prepare('--emulator');
  lock('two');
  npmThatInstalls('two');
  expect(prepare('--emulator').calls).toEqual([expect.stringContaining('npm ci')]);
  write('local/emulator-requirements.txt', 'emulator==2\n');
  expect(prepare('--emulator').calls).toHaveLength(2);
  expect(prepare('--emulator').calls).toEqual([]);
});

test('takes an npm ci by hand for what it is', () => {
  spawnSync('sh', ['-c', 'mkdir node_modules && cp record.json node_modules/.package-lock.json'], {
    cwd: root,
  });
  expect(prepare().calls).toEqual([]);
});

test('does again an install of the emulator that was broken off', () => {
  command('python3', `${pythonThatWorks.replace('exit 0', '')}[ "$2" = venv ] || kill -KILL $PPID`);
  expect(prepare('--emulator').status).not.toBe(0);
  command('python3', pythonThatWorks);
  expect(prepare('--emulator').calls).toHaveLength(2);
});

const registryIsDown = `cat >&2 <<'END'
npm error code ENOTFOUND
npm error syscall getaddrinfo
npm error network request to https://registry.example/a failed, reason: getaddrinfo ENOTFOUND registry.example
npm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log
END
exit 1`;

test.for([
  ['no registry', () => command('npm', registryIsDown), /^npm could not install.*request to.*ENOTFOUND/],
  ['no npm', () => rmSync(join(root, 'bin', 'npm')), /^npm is missing/],
  ['no Python', () => rmSync(join(root, 'bin', 'python3')), /^Python 3 is missing/],
  [
    'no venv',
    () => command('python3', 'echo No module named venv; exit 1'),
    /^Python 3 lacks its venv module/,
  ],
] as const)('says in one line: %s', ([, spoil, message]) => {
  spoil();
  write('alone', '');
  for (const tool of ['sh', 'cat', 'mkdir', 'cp'])
    write(`bin/${tool}`, `#!/bin/sh\nexec /bin/${tool} "$@"\n`);
  const { status, stderr } = prepare('--emulator');
  expect(status).toBe(1);
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd()).not.toContain('\n');
});
