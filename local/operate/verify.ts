import { answers } from '../../functions/sweep/commands.ts';
import type { ProjectionName } from '../../infra/projections.ts';
import type { Deployment } from './deployment.ts';
import { sweepThrough } from './sweep.ts';
import type { Terminal } from './terminal.ts';

const examplesShown = 10;
const faults = ['missing', 'behind', 'different', 'gaps'] as const;

const verifyOne = async (
  hub: Deployment,
  projection: ProjectionName,
  { print, show }: Terminal,
): Promise<boolean> => {
  const sums = { requests: 0, events: 0, missing: 0, behind: 0, different: 0, gaps: 0 };
  const examples: string[] = [];
  await sweepThrough(hub, { command: 'verify', projection }, answers.verify, (answer) => {
    for (const name of ['requests', 'events', ...faults] as const) sums[name] += answer[name];
    examples.push(...answer.examples);
    show(`${projection}: ${sums.requests} requests compared`);
  });
  const found = faults.map((name) => `${sums[name]} ${name}`).join(', ');
  print(`${projection}: ${sums.requests} requests, ${sums.events} events: ${found}`);
  for (const request of examples.slice(0, examplesShown)) print(`  wrong: ${request}`);
  return faults.every((name) => sums[name] === 0);
};

/** Compares every row with a fresh fold over the log. @returns whether all are as they should be */
export const verify = async (
  hub: Deployment,
  projections: readonly ProjectionName[],
  terminal: Terminal,
): Promise<boolean> => {
  let well = true;
  for (const projection of projections) {
    const isWell = await verifyOne(hub, projection, terminal);
    well &&= isWell;
  }
  return well;
};
