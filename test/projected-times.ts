import { expect, vi } from 'vitest';
import { realSurroundings } from '../functions/real-surroundings.ts';
import { createAppender } from '../shared/event-store/append.ts';
import { receiveEvents } from '../shared/event-store/receive.ts';
import { instant } from '../shared/instant.ts';
import { processingTimes } from '../shared/projections/processing-times.ts';
import { compact } from '../shared/row-store/compact.ts';
import { projectRequests } from '../shared/row-store/project.ts';
import type { Engine } from './engine.ts';
import { sender, type submitted } from './events.ts';
import { functionEnvironment } from './gateway.ts';
import { projectorOf } from './rows.ts';
import { createViews } from './views.ts';

/** So long ago that changes, once folded into segments, are not read again. */
const earlier = { ...realSurroundings, now: () => instant(Date.now() - 3_600_000) };

/**
 * Events in a log, and the processing times of their requests as changes of a view, where the functions that this process loads
 * afterwards find both.
 * @returns what folds the changes into segments
 */
export const projectTimes = async (
  engine: Engine,
  events: readonly ReturnType<typeof submitted>[],
): Promise<() => Promise<void>> => {
  const log = await engine.createLog();
  const view = (await createViews(engine)).viewOf(processingTimes);
  const tables = { VIEW_TABLE: view.table, EVENTS_TABLE: log.table };
  for (const [name, value] of Object.entries({ ...functionEnvironment(engine.endpoint), ...tables }))
    vi.stubEnv(name, value);
  const appender = createAppender(log, realSurroundings);
  const receipts = await receiveEvents(appender, events, sender, realSurroundings);
  expect(receipts.every(({ status }) => status === 'appended')).toBe(true);
  const recordedAt = realSurroundings.now();
  await projectRequests(
    projectorOf(processingTimes, log, view, earlier),
    [...new Set(events.map(({ subject }) => subject))].map((request) => ({
      request,
      first: 1,
      version: 1,
      recordedAt,
    })),
  );
  return async () => {
    await compact(view, processingTimes, realSurroundings.now);
  };
};
