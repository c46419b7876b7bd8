import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import { environment } from '../../shared/environment.ts';
import { instant } from '../../shared/instant.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { satisfaction } from '../../shared/projections/satisfaction.ts';
import { compact } from '../../shared/row-store/compact.ts';

const logger = new Logger();
const client = new DynamoDBClient();
const now = () => instant(Date.now());
const views = {
  processingTimes: { client, table: environment('VIEW_TABLE_PROCESSING_TIMES') },
  satisfaction: { client, table: environment('VIEW_TABLE_SATISFACTION') },
};

/** On a schedule: folds recent changes into the packed segments. Queries are right without it, only slower. */
export const handler = middy().handler(async () => {
  const done = {
    [processingTimes.name]: await compact(views.processingTimes, processingTimes, now),
    [satisfaction.name]: await compact(views.satisfaction, satisfaction, now),
  };
  logger.info('compacted', { done });
  return done;
});
