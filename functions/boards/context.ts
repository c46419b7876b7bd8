import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '../../shared/environment.ts';
import { namesReader } from '../../shared/registry/names.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { answerFrom } from '../statistic.ts';

const client = new DynamoDBClient();
const view = { client, table: environment('VIEW_TABLE') };

export const zone = environment('TIME_ZONE');
export const { now } = realSurroundings;
export const answer = answerFrom(() => view);
export const readNames = namesReader({ client, table: environment('EVENTS_TABLE') });
