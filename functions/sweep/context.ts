import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '../../shared/environment.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import type { Projection } from '../../shared/projections/projection.ts';
import { satisfaction } from '../../shared/projections/satisfaction.ts';
import type { Sweeper } from '../../shared/row-store/sweep.ts';
import { realSurroundings } from '../real-surroundings.ts';

export const logger = new Logger();
const client = new DynamoDBClient();

const sweeperOf = (projection: Projection, table: string): Sweeper => ({
  projection,
  log: { client, table: environment('EVENTS_TABLE') },
  view: { client, table: environment(table) },
  zone: environment('TIME_ZONE'),
  surroundings: realSurroundings,
  listed: new Map(),
  requestsPerSecond: Number(environment('REQUESTS_PER_SECOND')),
  onProblem: (message, about) => logger.warn(message, { projection: projection.name, ...about }),
});

export const sweepers: readonly Sweeper[] = [
  sweeperOf(processingTimes, 'VIEW_TABLE_PROCESSING_TIMES'),
  sweeperOf(satisfaction, 'VIEW_TABLE_SATISFACTION'),
];

const minuteMs = 60_000;
export const settings = {
  /** How long the schedule's own run may take, seconds. */
  budgetSeconds: Number(environment('BUDGET_SECONDS')),
  reconcileEveryMs: Number(environment('RECONCILE_EVERY_HOURS')) * 60 * minuteMs,
  dropAfterMs: Number(environment('DROP_AFTER_MINUTES')) * minuteMs,
};
