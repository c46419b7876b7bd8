import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where `npm start` keeps its state. */
export const hubDirectory = join(import.meta.dirname, '..', '.motcua');

/** Whether there is such a process, whatever it is. */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** The command line of a process, or undefined where there is no such process. */
const commandOf = (pid: number): string | undefined => {
  try {
    return existsSync('/proc/self')
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
};

/** Whether a process is a hub: a number left by one that died may belong to another program by now. */
export const isHub = (pid: number): boolean => commandOf(pid)?.includes('local/start.ts') ?? false;

/** The process of the running hub, by its pid file; undefined where none runs. */
export const runningHub = (): number | undefined => {
  try {
    const pid = Number(readFileSync(join(hubDirectory, 'hub.pid'), 'utf8'));
    return Number.isInteger(pid) && pid > 0 && isHub(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
};
