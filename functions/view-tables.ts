import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment, variableOf } from '../shared/environment.ts';
import type { Projection } from '../shared/projections/projection.ts';
import type { ViewTable } from '../shared/row-store/view.ts';

/** Where the views lie, in a function that works on more than one: each has a variable of its own. */
export const viewTables =
  (client: DynamoDBClient) =>
  ({ name }: Pick<Projection, 'name'>): ViewTable => ({
    client,
    table: environment(variableOf('VIEW_TABLE', name)),
  });
