import type { Hub, Which } from './hub.ts';
import { streamsOf } from './reference.ts';
import type { Simulation } from './simulation.ts';
import { finish, type World } from './world.ts';

const monthMs = 31 * 86_400_000;

const republished = async (
  hub: Hub,
  records: Parameters<Hub['republish']>[0],
  simulation: Simulation,
): Promise<boolean> => {
  let outcome: boolean | undefined;
  void hub.republish(records).then(
    ({ batchItemFailures }) => {
      outcome = batchItemFailures.length === 0;
    },
    () => {
      outcome = false;
    },
  );
  await simulation.run(() => outcome !== undefined);
  return outcome ?? false;
};

/** Waits until nothing is on its way; then sends the dead letters again, until there are none but what nobody can read. */
export const drain = async ({ simulation, hub }: World): Promise<string[]> => {
  for (let round = 0; round < 50; round++) {
    await simulation.run(hub.isQuiet);
    if (!hub.isQuiet()) return ['messages wait that nothing will wake'];
    const records = hub.stream.takeFailed().filter(({ dynamodb }) => dynamodb.NewImage);
    let isDone = records.length === 0;
    while (!isDone) isDone = await republished(hub, records, simulation);
    const redriven = hub.queues.reduce((sum, queue) => sum + queue.redrive(), 0);
    if (records.length === 0 && redriven === 0) return [];
  }
  return ['dead letters come back for ever'];
};

/** A month later whatever expires is gone. */
export const expire = async ({ simulation, hub }: World): Promise<void> => {
  let isLater = false;
  simulation.after(monthMs, () => {
    isLater = true;
  });
  await simulation.run(() => isLater);
  for (const view of hub.views)
    for (const item of view.all())
      if (Number(item['expires']?.N) * 1_000 < simulation.now())
        view.write(item, undefined, simulation.now());
};

/** Stand-in for the scheduled reconciler: whatever row is not at its stream's head is projected. */
export const reconcile = async (world: World, which: Which): Promise<void> => {
  const { streams } = streamsOf(world.hub.events.all());
  const behind = streams.filter(({ request, version }) => {
    const row = world.hub.views[which].read({ pk: { S: `1|row|${request}` }, sk: { S: 'row' } });
    return Number(row?.['version']?.N ?? 0) < version;
  });
  const heads = new Map(behind.map(({ request, version }) => [request, version]));
  for (let attempt = 0; attempt < 20; attempt++) {
    const isDone = await finish(
      world,
      world.hub.reconcile(which, heads).then(
        () => true,
        () => false,
      ),
    );
    if (isDone) return;
  }
};
