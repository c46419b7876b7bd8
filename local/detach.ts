import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onEnding, onOrphaned } from './ending.ts';
import { hubDirectory } from './running.ts';

/** Copies what a growing file gained since a position to standard output; returns the new position. */
const copyFrom = async (file: string, start: number): Promise<number> => {
  const text = (await readFile(file)).subarray(start);
  process.stdout.write(text);
  return start + text.length;
};

/**
 * Starts the hub in the background, its output going to `.motcua/hub.log`, and shows that until the hub is up.
 * @returns 0 once it is up, 1 when it failed
 */
export const detach = async (args: readonly string[]): Promise<number> => {
  mkdirSync(hubDirectory, { recursive: true });
  const logFile = join(hubDirectory, 'hub.log');
  // It holds the tokens: for its owner alone.
  rmSync(logFile, { force: true });
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'start.ts'), ...args], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  let shown = 0;
  let showing = Promise.resolve();
  const show = (): void => {
    showing = showing.then(async () => {
      shown = await copyFrom(logFile, shown);
    });
  };
  const shows = setInterval(show, 300);
  // Until it is up it dies with us: a start that is broken off leaves nothing behind.
  const end = (): void => void child.kill('SIGTERM');
  onEnding(end);
  onOrphaned(end);
  const code = await new Promise<number>((done) => {
    child.once('message', () => done(0));
    child.once('exit', () => done(1));
    child.once('error', () => done(1));
  });
  clearInterval(shows);
  show();
  await showing;
  if (child.connected) child.disconnect();
  child.unref();
  if (code === 0) process.stdout.write('\nThe hub runs in the background; npm stop ends it.\n');
  return code;
};
