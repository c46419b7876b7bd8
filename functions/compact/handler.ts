import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { Projection } from '../../shared/projections/projection.ts';
import { projections } from '../../shared/projections/projections.ts';
import { compact } from '../../shared/row-store/compact.ts';
import { liveOf, readGenerations, viewOf } from '../../shared/row-store/generations.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { viewTables } from '../view-tables.ts';

const logger = new Logger();
const client = new DynamoDBClient();
const viewTableOf = viewTables(client);

/** Compacts the live generations of one view; what fails is logged and does not keep the next view waiting. */
const compactView = async (projection: Projection): Promise<boolean> => {
  try {
    const view = viewTableOf(projection);
    for (const generation of liveOf(await readGenerations(view, projection))) {
      const done = await compact(viewOf(view, generation), projection, realSurroundings.now);
      logger.info('compacted', { projection: projection.name, generation: generation.number, ...done });
    }
    return true;
  } catch (error) {
    const errors = error instanceof AggregateError ? error.errors : [error];
    for (const cause of errors) logger.error('not compacted', { projection: projection.name, error: cause });
    return false;
  }
};

/** On a schedule: folds recent changes into the packed segments. Queries are right without it, only slower. */
export const handler = middy().handler(async () => {
  const done: boolean[] = [];
  for (const projection of projections) done.push(await compactView(projection));
  // Lambda counts this as an error, and an alarm rings.
  if (done.includes(false)) throw new Error('some agencies were not compacted; see the log');
});
