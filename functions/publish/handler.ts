import { Logger } from '@aws-lambda-powertools/logger';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import middy from '@middy/core';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import { announce } from '../../shared/bus/announce.ts';
import { environment } from '../../shared/environment.ts';
import type { Commit } from '../../shared/event-store/commit.ts';
import { commitOf, type StreamRecord } from '../../shared/event-store/stream-record.ts';
import { realSurroundings } from '../real-surroundings.ts';

const logger = new Logger();
const bus = { client: new EventBridgeClient(), name: environment('BUS_NAME') };

const publish = async ({ Records }: { Records: StreamRecord[] }): Promise<DynamoDBBatchResponse> => {
  const sequenceOf = new Map<Commit, string>();
  const failed: string[] = [];
  for (const record of Records) {
    const sequence = record.dynamodb?.SequenceNumber ?? '';
    try {
      sequenceOf.set(commitOf(record), sequence);
    } catch (error) {
      logger.error('unreadable record', { error, sequence });
      failed.push(sequence);
    }
  }
  const unsent = await announce(bus, [...sequenceOf.keys()], realSurroundings);
  failed.push(...unsent.map((commit) => sequenceOf.get(commit) ?? ''));
  logger.info('published', { commits: sequenceOf.size, failed: failed.length });
  // The stream comes again from the lowest of these; what is announced twice is harmless.
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

/** The events table's stream: every commit onto the bus. */
export const handler = middy<{ Records: StreamRecord[] }, DynamoDBBatchResponse>().handler(publish);
