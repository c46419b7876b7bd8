import { setTimeout as sleep } from 'node:timers/promises';
import { answers } from '../../functions/sweep/commands.ts';
import type { ProjectionName } from '../../infra/projections.ts';
import type { Part } from './arguments.ts';
import type { Deployment } from './deployment.ts';
import { askSweep, onEverySegment, sweepThrough } from './sweep.ts';
import type { Terminal } from './terminal.ts';

/** A segment that is through waits so long before it asks whether the others are. */
const pauseMs = 500;

/** Mends the rows of an agency or of some months where they are. */
const rebuildPart = async (
  hub: Deployment,
  projection: ProjectionName,
  part: Part,
  { print, show }: Terminal,
): Promise<void> => {
  let seen = 0;
  let written = 0;
  await sweepThrough(hub, { command: 'repair', projection, ...part }, answers.repair, (answer) => {
    seen += answer.seen;
    written += answer.written;
    show(`${projection}: ${seen} seen, ${written} written`);
  });
  print(`${projection}: ${seen} seen, ${written} written in place`);
};

/** Fills a new generation and moves the pointer. @returns whether the pointer has moved to it */
const rebuildWhole = async (
  hub: Deployment,
  projection: ProjectionName,
  { print, show }: Terminal,
): Promise<boolean> => {
  const { started, building } = await askSweep(hub, { command: 'rebuild', projection }, answers.rebuild);
  print(
    started
      ? `${projection}: generation ${building.number} is begun`
      : `${projection}: going on with generation ${building.number}, ${building.phase}, begun at ${building.startedAt}`,
  );
  let seen = 0;
  let written = 0;
  let different = 0;
  await onEverySegment(async (segment) => {
    for (;;) {
      const answer = await askSweep(hub, { command: 'advance', projection, segment }, answers.advance);
      seen += answer.seen;
      written += answer.written;
      different += answer.different ?? 0;
      if (answer.phase === 'done') return;
      show(`${projection}: ${answer.phase}, ${seen} requests read, ${written} rows written`);
      if (answer.segmentDone) await sleep(pauseMs);
    }
  });
  const { projections } = await askSweep(hub, { command: 'status' }, answers.status);
  const current = projections.find(({ name }) => name === projection)?.current.number;
  const counts = `${seen} requests read (to fill, and again to check), ${written} rows written, ${different} differ from before`;
  if (current !== building.number) {
    print(`${projection}: ${counts}`);
    print(`  the pointer has not moved: generation ${current} answers, not ${building.number}`);
    return false;
  }
  print(`${projection}: ${counts}`);
  print(`  the pointer has moved: generation ${current} answers now`);
  return true;
};

/** Rebuilds a projection from the log while it goes on answering. @returns whether that was done to the end */
export const rebuild = async (
  hub: Deployment,
  projection: ProjectionName,
  part: Part | undefined,
  terminal: Terminal,
): Promise<boolean> => {
  if (part === undefined) return rebuildWhole(hub, projection, terminal);
  await rebuildPart(hub, projection, part, terminal);
  return true;
};
