import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '../../shared/environment.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { answerFrom } from '../statistic.ts';
import { viewTables } from '../view-tables.ts';

export const viewTableOf = viewTables(new DynamoDBClient());
export const zone = environment('TIME_ZONE');
export const { now } = realSurroundings;
export const answer = answerFrom(viewTableOf);
