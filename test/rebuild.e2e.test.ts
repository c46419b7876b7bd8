import { test } from 'vitest';
import { projections } from '../infra/projections.ts';
import { rebuildWhileEventsArrive } from './rebuilding.ts';

test('every projection is rebuilt while events arrive', async () => {
  await rebuildWhileEventsArrive(projections, []);
});
