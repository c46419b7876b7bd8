import { realSurroundings } from '../../functions/real-surroundings.ts';
import { constructId } from '../../infra/construct-id.ts';
import type { ProjectionName } from '../../infra/projections.ts';
import type { QueueName } from './arguments.ts';
import type { Left } from './dead-letters.ts';
import type { Deployment } from './deployment.ts';
import { redriveProjection } from './redrive-projection.ts';
import { redriveUnpublished } from './redrive-unpublished.ts';
import type { Terminal } from './terminal.ts';

const printLeft = ({ print }: Terminal, left: readonly Left[]): void => {
  for (const { letter, why } of left) print(`  left: message ${letter.id} ${why}`);
};

const projectionLetters = async (
  { sqs, output }: Deployment,
  projection: ProjectionName,
  terminal: Terminal,
): Promise<boolean> => {
  const { sent, left } = await redriveProjection(
    { client: sqs, url: output(constructId('dead-letters', projection)) },
    output(constructId('queue', projection)),
    (count) => terminal.show(`${projection}: ${count} sent`),
  );
  terminal.print(`${projection}: ${sent} sent again, ${left.length} left`);
  printLeft(terminal, left);
  return left.length === 0;
};

const unpublishedLetters = async (
  { sqs, dynamodb, eventBridge, output }: Deployment,
  terminal: Terminal,
): Promise<boolean> => {
  const world = {
    log: { client: dynamodb, table: output('EventsTable') },
    bus: { client: eventBridge, name: output('BusName') },
    surroundings: realSurroundings,
  };
  const letters = { client: sqs, url: output('UnpublishedQueue') };
  const { announced, gone, left } = await redriveUnpublished(letters, world, (count) =>
    terminal.show(`unpublished: ${count} announced`),
  );
  terminal.print(`unpublished: ${announced} announced again, ${left.length} left`);
  for (const name of gone) terminal.print(`  removed: ${name} is not in the log`);
  printLeft(terminal, left);
  return left.length === 0;
};

/** Sends dead letters on their way again. @returns whether none is left */
export const redrive = async (
  hub: Deployment,
  queues: readonly QueueName[],
  terminal: Terminal,
): Promise<boolean> => {
  let clean = true;
  for (const queue of queues) {
    const isClean =
      queue === 'unpublished'
        ? await unpublishedLetters(hub, terminal)
        : await projectionLetters(hub, queue, terminal);
    clean &&= isClean;
  }
  return clean;
};
