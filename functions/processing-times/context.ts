import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { shippedCalendar } from '../../shared/calendar/shipped.ts';
import { environment } from '../../shared/environment.ts';
import { createCurrentCalendars } from '../../shared/registry/current-calendars.ts';
import { namesReader } from '../../shared/registry/names.ts';
import { realSurroundings } from '../real-surroundings.ts';
import { answerFrom } from '../statistic.ts';

const client = new DynamoDBClient();
const view = { client, table: environment('VIEW_TABLE') };
const log = { client, table: environment('EVENTS_TABLE') };

export const zone = environment('TIME_ZONE');
export const { now } = realSurroundings;
export const answer = answerFrom(() => view);
export const currentCalendars = createCurrentCalendars(log, realSurroundings, {
  zone,
  calendar: shippedCalendar(environment('CALENDAR')),
});
export const readNames = namesReader(log);
