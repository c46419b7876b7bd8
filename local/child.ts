import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';

/** A step's command ended badly. The message ends with the last lines that it printed. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

const lastLines = (file: string): string =>
  readFileSync(file, 'utf8').trimEnd().split('\n').slice(-12).join('\n');

/** The failure of a step, with the end of its log. */
export const stepFailed = (step: string, logFile: string): StepFailed =>
  new StepFailed(`${step} failed; the end of ${logFile}:\n${lastLines(logFile)}`);

/**
 * Starts a command in a process group of its own, its output going to a file, so that the whole group can be ended.
 * Its standard input closes when we are gone, even killed; `leash.ts` and `emulator.py` then end the group from within.
 */
export const startGroup = (
  command: string,
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd: string; readonly logFile: string },
): ChildProcess => {
  const log = openSync(options.logFile, 'a');
  try {
    const child = spawn(command, args, { ...options, detached: true, stdio: ['pipe', log, log] });
    // A command that is not there has no pid and no exit; the log is where its failure is looked for.
    child.once('error', (error) => appendFileSync(options.logFile, `${error.message}\n`));
    return child;
  } finally {
    closeSync(log);
  }
};

const signalGroup = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
};

const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** Ends a process and all it started: asks first, and after a few seconds no longer asks. */
export const endGroup = async ({ pid }: ChildProcess): Promise<void> => {
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  for (let waited = 0; signalGroup(pid, 0); waited += 50) {
    if (waited === 4_000) signalGroup(pid, 'SIGKILL');
    if (waited > 8_000) return;
    await pause(50);
  }
};

/** Runs a step's command to its end. Aborting ends all it started. @throws StepFailed */
export const runStep = async (
  step: string,
  command: string,
  args: readonly string[],
  options: Parameters<typeof startGroup>[2] & { readonly signal: AbortSignal },
): Promise<void> => {
  options.signal.throwIfAborted();
  const child = startGroup(command, args, options);
  const end = (): void => void endGroup(child);
  options.signal.addEventListener('abort', end, { once: true });
  try {
    const code = await new Promise<number | null>((done) => {
      child.once('error', () => done(null));
      child.once('exit', done);
    });
    options.signal.throwIfAborted();
    if (code !== 0) throw stepFailed(step, options.logFile);
  } finally {
    options.signal.removeEventListener('abort', end);
    await endGroup(child);
  }
};

type Step = (signal: AbortSignal) => Promise<void>;

/** Runs steps side by side. The first that fails ends the others; when this returns or throws, all are over. */
export const runTogether = async (signal: AbortSignal, steps: readonly Step[]): Promise<void> => {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  await Promise.all(steps.map((step) => step(either).catch((error: unknown) => failure.abort(error))));
  either.throwIfAborted();
};
