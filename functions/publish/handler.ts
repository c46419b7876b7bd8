import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import middy from '@middy/core';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import { environment } from '../../shared/environment.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { publishBatch, type StreamBatch } from './publish-batch.ts';

const bus = { client: new EventBridgeClient(), name: environment('BUS_NAME') };

/** The events table's stream: every commit onto the bus. */
export const handler = middy<StreamBatch, DynamoDBBatchResponse>().handler((batch) =>
  publishBatch(bus, batch, realSurroundings),
);
