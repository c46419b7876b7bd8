import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Instant, instantOf, instantText } from '../instant.ts';
import { keyOf, type ViewTable } from './view.ts';

/** Notes how long the newest commit of a batch waited between the log and its row. One write unit a batch. */
export const putStatus = async (view: ViewTable, appended: Instant, projected: Instant): Promise<void> => {
  await view.client.send(
    new PutItemCommand({
      TableName: view.table,
      Item: {
        ...keyOf.status(),
        appended: { S: instantText(appended) },
        projected: { S: instantText(projected) },
      },
    }),
  );
};

/** Seconds from append to row of the last batch projected; null before the first. */
export const readLagSeconds = async (view: ViewTable): Promise<number | null> => {
  const { Item } = await view.client.send(new GetItemCommand({ TableName: view.table, Key: keyOf.status() }));
  const { appended, projected } = Item ?? {};
  if (appended?.S === undefined || projected?.S === undefined) return null;
  return Math.max(0, (instantOf(projected.S) - instantOf(appended.S)) / 1000);
};
