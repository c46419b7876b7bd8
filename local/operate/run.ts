import type { Command } from './arguments.ts';
import type { Deployment } from './deployment.ts';
import { rebuild } from './rebuild.ts';
import { reconcile } from './reconcile.ts';
import { redrive } from './redrive.ts';
import { status } from './status.ts';
import type { Terminal } from './terminal.ts';
import { verify } from './verify.ts';

/** Runs a command on a hub. @returns whether all is well */
export const run = async (
  hub: Deployment,
  command: Exclude<Command, { name: 'help' }>,
  terminal: Terminal,
): Promise<boolean> => {
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
