import { test } from 'vitest';
import { projections } from '../infra/projections.ts';
import { isThere } from './expected.ts';
import { rebuildWhileEventsArrive } from './rebuilding.ts';

// Where there are real data, the test of Boston does the same over its 14,584 requests.
test.skipIf(isThere)('every projection is rebuilt while events arrive', async () => {
  await rebuildWhileEventsArrive(projections, []);
});
