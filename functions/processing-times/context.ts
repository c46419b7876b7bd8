import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '../../shared/environment.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { answerFrom } from '../statistic.ts';

const view = { client: new DynamoDBClient(), table: environment('VIEW_TABLE') };

export const zone = environment('TIME_ZONE');
export const { now } = realSurroundings;
export const answer = answerFrom(() => view);
