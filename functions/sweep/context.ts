import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '../../shared/environment.ts';
import { projections } from '../../shared/projections/projections.ts';
import type { Sweeper } from '../../shared/row-store/sweep.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { viewTables } from '../view-tables.ts';

export const logger = new Logger();
const client = new DynamoDBClient();

const viewTableOf = viewTables(client);

export const sweepers = projections.map(
  (projection): Sweeper => ({
    projection,
    log: { client, table: environment('EVENTS_TABLE') },
    view: viewTableOf(projection),
    zone: environment('TIME_ZONE'),
    surroundings: realSurroundings,
    listed: new Map(),
    requestsPerSecond: Number(environment('REQUESTS_PER_SECOND')),
    onProblem: (message, about) => logger.warn(message, { projection: projection.name, ...about }),
  }),
);

const minuteMs = 60_000;
export const settings = {
  /** How long the schedule's own run may take, seconds. */
  budgetSeconds: Number(environment('BUDGET_SECONDS')),
  reconcileEveryMs: Number(environment('RECONCILE_EVERY_HOURS')) * 60 * minuteMs,
  dropAfterMs: Number(environment('DROP_AFTER_MINUTES')) * minuteMs,
};
