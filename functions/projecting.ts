import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import pLimit from 'p-limit';
import { type WakeUp, wakeUpOf } from '../shared/bus/wake-up.ts';
import { environment } from '../shared/environment.ts';
import { instant } from '../shared/instant.ts';
import type { Projection } from '../shared/projections/projection.ts';
import { type Projector, projectRequest } from '../shared/row-store/project.ts';
import { putStatus } from '../shared/row-store/status.ts';
import type { Schema } from '../shared/segment/column.ts';

const logger = new Logger();

/** Messages for one request are one read: the newest version named, and the messages that named any. */
type Due = { readonly wakeUp: WakeUp; readonly messageIds: readonly string[] };

/** Groups a batch by request; a message that cannot be read fails alone. */
const dueOf = ({ Records }: SQSEvent): { due: Due[]; failed: string[] } => {
  const byRequest = new Map<string, Due>();
  const failed: string[] = [];
  for (const { body, messageId } of Records) {
    try {
      const wakeUp = wakeUpOf(body);
      const known = byRequest.get(wakeUp.request);
      const newest = known && known.wakeUp.version > wakeUp.version ? known.wakeUp : wakeUp;
      byRequest.set(wakeUp.request, {
        wakeUp: newest,
        messageIds: [...(known?.messageIds ?? []), messageId],
      });
    } catch (error) {
      logger.error('unreadable message', { error, messageId });
      failed.push(messageId);
    }
  }
  return { due: [...byRequest.values()], failed };
};

const projectBatch = async <S extends Schema>(
  projector: Projector<S>,
  event: SQSEvent,
): Promise<SQSBatchResponse> => {
  const inParallel = pLimit(16);
  const { due, failed } = dueOf(event);
  const counts = { written: 0, stale: 0, nothing: 0 };
  await Promise.all(
    due.map(({ wakeUp, messageIds }) =>
      inParallel(async () => {
        try {
          counts[await projectRequest(projector, wakeUp)]++;
        } catch (error) {
          logger.error('not projected', { error, request: wakeUp.request, version: wakeUp.version });
          failed.push(...messageIds);
        }
      }),
    ),
  );
  const newest = due.reduce((latest, { wakeUp }) => Math.max(latest, wakeUp.recordedAt), 0);
  if (newest > 0) await putStatus(projector.view, instant(newest), projector.now());
  logger.info('projected', { messages: event.Records.length, ...counts, failed: failed.length });
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
    now: () => instant(Date.now()),
    listed: new Set(),
  };
  return middy<SQSEvent, SQSBatchResponse>().handler((event) => projectBatch(projector, event));
};
