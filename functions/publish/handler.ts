import { Logger } from '@aws-lambda-powertools/logger';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import { environment } from '../../shared/environment.ts';
import type { StreamRecord } from '../../shared/event-store/stream-record.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { publishRecords } from './publish-records.ts';

const logger = new Logger();
const bus = { client: new EventBridgeClient(), name: environment('BUS_NAME') };
const unpublished = { client: new SQSClient(), url: environment('UNPUBLISHED_QUEUE') };

const publish = async ({ Records }: { Records: StreamRecord[] }): Promise<DynamoDBBatchResponse> => {
  const { announced, setAside, failed } = await publishRecords(bus, unpublished, Records, realSurroundings);
  if (setAside.length > 0) logger.error('set aside', { commits: setAside });
  logger.info('published', { announced, setAside: setAside.length, failed: failed.length });
  // The stream comes again from the lowest of these; what is announced twice is harmless.
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

/** The events table's stream: every commit onto the bus. */
export const handler = middy<{ Records: StreamRecord[] }, DynamoDBBatchResponse>().handler(publish);
