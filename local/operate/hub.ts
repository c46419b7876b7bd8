import { readArguments, usage, WrongUsage } from './arguments.ts';
import { findDeployment } from './deployment.ts';
import { rebuild } from './rebuild.ts';
import { reconcile } from './reconcile.ts';
import { redrive } from './redrive.ts';
import { status } from './status.ts';
import { createTerminal } from './terminal.ts';
import { verify } from './verify.ts';

/** Runs the command. @returns whether all is well */
const run = async (args: readonly string[]): Promise<boolean> => {
  const { command, ...place } = readArguments(args);
  const terminal = createTerminal(process.stdout, process.stderr);
  if (command.name === 'help') {
    terminal.print(usage);
    return true;
  }
  const hub = await findDeployment(place);
  process.once('SIGINT', () => {
    const onItsOwn = command.name === 'rebuild' && !command.part ? 'the hub goes on by itself; ' : '';
    process.stderr.write(`\nbroken off: ${onItsOwn}the same command goes on with it\n`);
    process.exit(130);
  });
  switch (command.name) {
    case 'status':
      return status(hub, terminal);
    case 'verify':
      return verify(hub, command.projections, terminal);
    case 'rebuild':
      return rebuild(hub, command.projection, command.part, terminal);
    case 'reconcile':
      await reconcile(hub, command.projections, terminal);
      return true;
    case 'redrive':
      return redrive(hub, command.queues, terminal);
    default:
      return command satisfies never;
  }
};

try {
  process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  const wrong = error instanceof WrongUsage;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}${wrong ? ' (see npm run hub -- --help)' : ''}\n`);
  process.exitCode = wrong ? 2 : 1;
}
