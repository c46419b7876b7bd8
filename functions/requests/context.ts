import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { shippedCalendar } from '../../shared/calendar/shipped.ts';
import { environment } from '../../shared/environment.ts';
import { createCurrentRegistry } from '../../shared/registry/current-registry.ts';
import { realSurroundings } from '../real-surroundings.ts';

const client = new DynamoDBClient();

export const log = { client, table: environment('EVENTS_TABLE') };
export const view = { client, table: environment('VIEW_TABLE') };
export const zone = environment('TIME_ZONE');
export const { now } = realSurroundings;
export const currentRegistry = createCurrentRegistry(log, realSurroundings, {
  zone,
  calendar: shippedCalendar(environment('CALENDAR')),
});
