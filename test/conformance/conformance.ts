import { parseArgs } from 'node:util';
import { runConformance } from './run.ts';

const usage = `npm run conformance -- [--cases N] [--seed N]
  --cases N   at least so many calls (default: 2000)
  --seed N    decides which (default: 1)
Starts a hub of its own, and ends it. Exits with 0 when nothing was found, 1 when something was, 2 when called wrongly.`;

const numberOf = (name: string, text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name} ${text} is not a number\n${usage}`);
  return number;
};

const readArguments = () => {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  return { ...values, cases: numberOf('cases', values.cases), seed: numberOf('seed', values.seed) };
};

const write = (text: string): void => void process.stdout.write(text);

const main = async (): Promise<number> => {
  const { cases, seed, help } = readArguments();
  if (help) {
    console.log(usage);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(new Error(signal)));
  const outcome = await runConformance({ cases, seed, write, signal: stop.signal });
  write(`\n${outcome.cases} cases, ${outcome.isClean ? 'nothing found' : 'see above for what was found'}\n`);
  if (outcome.cases < cases) write(`fewer than the ${cases} asked for\n`);
  return outcome.isClean && outcome.cases >= cases ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
