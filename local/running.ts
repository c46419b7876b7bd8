import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where `npm start` keeps its state. */
export const hubDirectory = join(import.meta.dirname, '..', '.motcua');

/** Whether a process is there. */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** The process of the running hub, by its lock file; undefined where none runs. */
export const runningHub = (): number | undefined => {
  try {
    const pid = Number(readFileSync(join(hubDirectory, 'hub.pid'), 'utf8'));
    return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
};
