// Runs before every npm script, on whatever Node is there (20 or newer) and without any package: installs what is
// missing, and says in one line what it cannot install. An install that was broken off is done again.
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

/** The line that says most: npm's first that is more than a code, or the last, as pip and venv have it. */
const reasonIn = (output) => {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const ofNpm = lines.find((line) => /^npm error (?!code|errno|syscall|address|port|path|dest)\S/.test(line));
  return (ofNpm ?? lines.at(-1) ?? 'no reason given').replace('npm error ', '').trim();
};

const run = (command, args, { missing, failed }) => {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (error !== undefined) fail(missing);
  if (status !== 0) fail(`${failed}: ${reasonIn(`${stdout}\n${stderr}`)}`);
};

/** Whether npm's record of what it installed, which it writes last, has what the lock asks for. */
const hasPackages = (lock, record) => {
  if (!existsSync(record)) return false;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = packagesOf(record);
  return Object.entries(packagesOf(lock)).every(([path, wanted]) => {
    const there = installed[path];
    // What is optional may be missing: it is for another platform.
    return (
      path === '' || (there === undefined ? wanted.optional === true : there.integrity === wanted.integrity)
    );
  });
};

const preparePackages = () => {
  const modules = join(root, 'node_modules');
  if (hasPackages(join(root, 'package-lock.json'), join(modules, '.package-lock.json'))) return;
  console.log('Installing the npm packages of package-lock.json …');
  run('npm', ['ci', '--no-audit', '--no-fund'], {
    missing: 'npm is missing.',
    failed: 'npm could not install the packages',
  });
};

/** Node 22.18 and newer run the .ts files; for Linux, such a Node is among the packages. */
const requireNode = () => {
  const isAmongPackages = existsSync(join(root, 'node_modules', '.bin', 'node'));
  if (!isAmongPackages && !process.features.typescript)
    fail(`Node 22.18 or newer is needed; this is ${process.version}.`);
};

/** Installs the pinned packages of a requirements file into a Python environment of its own, once for each content. */
const preparePython = (folder, name, ...path) => {
  const requirements = join(root, ...path);
  const stamp = join(root, folder, '.prepared');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log(`Installing ${name} of ${path.join('/')} …`);
  rmSync(join(root, folder), { recursive: true, force: true });
  run('python3', ['-m', 'venv', join(root, folder)], {
    missing: 'Python 3 is missing.',
    failed: 'Python 3 lacks its venv module (on Debian and Ubuntu: python3-venv)',
  });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
  run(join(root, folder, 'bin', 'python3'), [...pip, '--requirement', requirements], {
    missing: 'Python 3 lacks its venv module (on Debian and Ubuntu: python3-venv).',
    failed: `${name.charAt(0).toUpperCase()}${name.slice(1)} could not be installed from PyPI`,
  });
  writeFileSync(stamp, wanted);
};

preparePackages();
requireNode();
if (process.argv.includes('--emulator'))
  preparePython('.emulator', 'the emulator', 'local', 'emulator-requirements.txt');
if (process.argv.includes('--conformance'))
  preparePython('.conformance', 'schemathesis', 'test', 'conformance', 'requirements.txt');
