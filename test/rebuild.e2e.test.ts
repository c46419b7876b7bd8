import { test } from 'vitest';
import { isThere } from './expected.ts';
import { rebuildWhileEventsArrive } from './rebuilding.ts';

// Where there are real data, the test of Boston does the same over its 14,584 requests.
test.skipIf(isThere)('both projections are rebuilt while events arrive', async () => {
  await rebuildWhileEventsArrive([]);
});
