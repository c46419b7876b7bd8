import { readArguments, usage, WrongUsage } from './arguments.ts';
import { createTerminal } from './terminal.ts';

const main = async (): Promise<boolean> => {
  const { command, ...place } = readArguments(process.argv.slice(2));
  const terminal = createTerminal(process.stdout, process.stderr);
  if (command.name === 'help') {
    terminal.print(usage);
    return true;
  }
  process.once('SIGINT', () => {
    const onItsOwn = command.name === 'rebuild' && !command.part ? 'the hub goes on by itself; ' : '';
    process.stderr.write(`\nbroken off: ${onItsOwn}the same command goes on with it\n`);
    process.exit(130);
  });
  // The clients of AWS take a second to load, which a wrong word need not wait for.
  const [{ findDeployment }, { run }] = await Promise.all([import('./deployment.ts'), import('./run.ts')]);
  return run(await findDeployment(place), command, terminal);
};

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  const isUsage = error instanceof WrongUsage;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}${isUsage ? ' (see npm run hub -- --help)' : ''}\n`);
  process.exitCode = isUsage ? 2 : 1;
}
