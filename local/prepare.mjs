// Runs before every npm script, on whatever Node is there (20 or newer) and without any package: installs what is
// missing, and says in one line what it cannot install. Stamps are written last, so a broken-off install is redone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

/** Whether a folder was made from the file as it is now. */
const isCurrent = (stamp, source) => existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(source);
const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

const run = (command, args, missing) => {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (error !== undefined) fail(missing);
  if (status !== 0) {
    const output = `${stdout}\n${stderr}`.trim().split('\n');
    fail(`${missing} (${command} ${args[0]}: ${output.at(-1)})`);
  }
};

const preparePackages = () => {
  const lock = join(root, 'package-lock.json');
  const stamp = join(root, 'node_modules', '.prepared');
  if (isCurrent(stamp, lock)) return;
  console.log('Installing the npm packages of package-lock.json …');
  run('npm', ['ci', '--no-audit', '--no-fund'], 'npm is missing, or its registry could not be reached.');
  writeFileSync(stamp, hashOf(lock));
};

const prepareEmulator = () => {
  const requirements = join(root, 'local', 'emulator-requirements.txt');
  const folder = join(root, '.emulator');
  const stamp = join(folder, '.prepared');
  if (isCurrent(stamp, requirements)) return;
  console.log('Installing the emulator of local/emulator-requirements.txt …');
  rmSync(folder, { recursive: true, force: true });
  run('python3', ['-m', 'venv', folder], 'Python 3 with its venv module is missing.');
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
  const missing = 'The emulator could not be installed from PyPI.';
  run(join(folder, 'bin', 'python3'), [...pip, '--requirement', requirements], missing);
  writeFileSync(stamp, hashOf(requirements));
};

preparePackages();
if (process.argv.includes('--emulator')) prepareEmulator();
