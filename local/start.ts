import { type Arguments, readArguments, usage, WrongUsage } from './arguments.ts';
import { detach } from './detach.ts';
import { onEnding, onOrphaned } from './ending.ts';
import { runningHub } from './running.ts';
import { serve } from './serve.ts';

/** Somebody asked the hub to stop: the normal end. */
class Stopped extends Error {}

const serveUntilStopped = async (given: Arguments): Promise<void> => {
  const stop = new AbortController();
  const end = (): void => {
    if (stop.signal.aborted) return;
    stop.abort(new Stopped());
    process.stdout.write('\nstopping …\n');
  };
  onEnding(end);
  // A detached hub ends with its parent only until it is up, which it then tells it.
  if (process.send) process.once('disconnect', end);
  else onOrphaned(end);
  const onUp = (): void => {
    process.off('disconnect', end);
    if (process.send) process.send('up', undefined, undefined, () => undefined);
    else process.stdout.write('\nCtrl-C stops the hub.\n');
  };
  try {
    await serve(given, { signal: stop.signal, write: (text) => void process.stdout.write(text), onUp });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
};

const main = async (): Promise<number> => {
  const given = readArguments(process.argv.slice(2));
  if (given.help) {
    console.log(usage);
    return 0;
  }
  const running = runningHub();
  if (running !== undefined && running !== process.pid)
    throw new WrongUsage(`a hub is running already (process ${running}); npm stop ends it`);
  if (given.detach) return detach(process.argv.slice(2).filter((argument) => argument !== '--detach'));
  await serveUntilStopped(given);
  return 0;
};

try {
  process.exit(await main());
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(error instanceof WrongUsage ? 2 : 1);
}
