import { answers } from '../../functions/sweep/commands.ts';
import type { ProjectionName } from '../../infra/projections.ts';
import type { Deployment } from './deployment.ts';
import { sweepThrough } from './sweep.ts';
import type { Terminal } from './terminal.ts';

/** Finds requests whose last wake-up never came and repairs them, now rather than on schedule. */
export const reconcile = async (
  hub: Deployment,
  projections: readonly ProjectionName[],
  { print, show }: Terminal,
): Promise<void> => {
  for (const projection of projections) {
    let seen = 0;
    let repaired = 0;
    await sweepThrough(hub, { command: 'reconcile', projection }, answers.reconcile, (answer) => {
      seen += answer.seen;
      repaired += answer.repaired;
      show(`${projection}: ${seen} seen`);
    });
    print(`${projection}: ${seen} seen, ${repaired} repaired`);
  }
};
