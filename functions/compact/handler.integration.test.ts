import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test, vi } from 'vitest';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { satisfaction } from '../../shared/projections/satisfaction.ts';
import { listAgency, readDirectory } from '../../shared/row-store/directory.ts';
import type { View } from '../../shared/row-store/view.ts';
import { describeWithEngine } from '../../test/engine.ts';
import { functionEnvironment, invoke } from '../../test/gateway.ts';
import { readLines, rowAt, write } from '../../test/rows.ts';
import { createViews } from '../../test/views.ts';
import { realSurroundings } from '../real-surroundings.ts';

describeWithEngine('the compacting function', (engine) => {
  let times: View;
  let scores: View;
  let handler: unknown;
  beforeAll(async () => {
    const views = await createViews(engine());
    times = views.viewOf(processingTimes);
    scores = views.viewOf(satisfaction);
    const environment = {
      ...functionEnvironment(engine().endpoint),
      ...views.environment,
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    ({ handler } = await import('./handler.ts'));
    for (const view of views.all) await listAgency(view, 'H29');
    await write(times, rowAt('r', 1), realSurroundings);
  });

  const run = () => invoke(handler, {});

  test('folds the changes of every view into segments', async () => {
    const before = await readLines(times);
    await run();
    const [entry] = await readDirectory(times, undefined);
    expect(entry?.segments).toMatchObject([{ month: '2026-10', lines: 1 }]);
    expect(await readLines(times)).toEqual(before);
  });

  test('a view that fails does not keep the other waiting, and the call fails so that an alarm rings', async () => {
    await engine().client.send(new DeleteTableCommand({ TableName: times.table }));
    // A row of the other projection's shape would do as well: what counts is that there is something to fold.
    await write(scores, { ...rowAt('s', 1), lines: [] }, realSurroundings);
    await expect(run()).rejects.toThrow('not compacted');
    const [entry] = await readDirectory(scores, undefined);
    expect(entry?.segments).toMatchObject([{ month: '2026-10', lines: 0 }]);
  });
});
