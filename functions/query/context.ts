import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '../../shared/environment.ts';
import type { Authorized } from '../../shared/http/caller.ts';
import type { HttpCall } from '../../shared/http/cloudevents.ts';
import { type Instant, instant } from '../../shared/instant.ts';
import { viewTables } from '../view-tables.ts';

/** A call as the router hands it to a handler. */
export type Call = HttpCall &
  Authorized & {
    readonly pathParameters?: Readonly<Record<string, string | undefined>> | undefined;
    readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | undefined;
  };

const client = new DynamoDBClient();

export const log = { client, table: environment('EVENTS_TABLE') };
export const viewTableOf = viewTables(client);
export const zone = environment('TIME_ZONE');
export const now = (): Instant => instant(Date.now());
