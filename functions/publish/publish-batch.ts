import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import { announce, type Bus } from '../../shared/bus/announce.ts';
import type { Commit } from '../../shared/event-store/commit.ts';
import { commitOf, type StreamRecord } from '../../shared/event-store/stream-record.ts';
import type { Surroundings } from '../../shared/surroundings.ts';

const logger = new Logger();

export type StreamBatch = { readonly Records: readonly StreamRecord[] };

/** Announces a batch of the log's stream: every record that must come again is named in the answer. */
export const publishBatch = async (
  bus: Bus,
  { Records }: StreamBatch,
  surroundings: Surroundings,
): Promise<DynamoDBBatchResponse> => {
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
  const unsent = await announce(bus, [...sequenceOf.keys()], surroundings);
  failed.push(...unsent.map((commit) => sequenceOf.get(commit) ?? ''));
  logger.info('published', { commits: sequenceOf.size, failed: failed.length });
  // The stream comes again from the lowest of these; what is announced twice is harmless.
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};
