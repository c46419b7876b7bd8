import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type WakeUp, wakeUpOf } from '../shared/bus/wake-up.ts';
import { environment } from '../shared/environment.ts';
import { instant } from '../shared/instant.ts';
import type { Projection } from '../shared/projections/projection.ts';
import { type Projector, projectRequests } from '../shared/row-store/project.ts';
import { putStatus } from '../shared/row-store/status.ts';
import type { Schema } from '../shared/segment/column.ts';
import { realSurroundings } from './real-surroundings.ts';

const logger = new Logger();

/** Projects a batch of the queue: every message that must come again is named in the answer. */
export const projectBatch = async <S extends Schema>(
  projector: Projector<S>,
  { Records }: SQSEvent,
): Promise<SQSBatchResponse> => {
  const wakeUps = new Map<string, WakeUp>();
  const failed: string[] = [];
  for (const { body, messageId } of Records) {
    try {
      wakeUps.set(messageId, wakeUpOf(body));
    } catch (error) {
      logger.error('unreadable message', { error, messageId });
      failed.push(messageId);
    }
  }
  const outcomes = await projectRequests(projector, [...wakeUps.values()]);
  const counts = { written: 0, stale: 0, nothing: 0 };
  for (const [request, outcome] of outcomes) {
    if (typeof outcome === 'string') counts[outcome]++;
    else logger.error('not projected', { error: outcome.failed, request });
  }
  // Every message that named a failed request comes again; the rest of the batch is done.
  for (const [messageId, { request }] of wakeUps)
    if (typeof outcomes.get(request) !== 'string') failed.push(messageId);

  const newest = [...wakeUps.values()].reduce((latest, { recordedAt }) => Math.max(latest, recordedAt), 0);
  if (newest > 0) await putStatus(projector.view, instant(newest), projector.surroundings.now());
  logger.info('projected', { messages: Records.length, ...counts, failed: failed.length });
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

/** The handler of a projection's queue. */
export const projecting = <S extends Schema>(projection: Projection<S>) => {
  const client = new DynamoDBClient();
  const projector: Projector<S> = {
    projection,
    log: { client, table: environment('EVENTS_TABLE') },
    view: { client, table: environment('VIEW_TABLE') },
    zone: environment('TIME_ZONE'),
    surroundings: realSurroundings,
    listed: new Map(),
    known: {},
  };
  return middy<SQSEvent, SQSBatchResponse>().handler((event) => projectBatch(projector, event));
};
