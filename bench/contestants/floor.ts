import { type Contestant, createStreams } from './contestant.ts';

/**
 * The floor: nobody reads, nobody decides. A writer trusts its own count of the stream and puts the events where it
 * takes the head to be; whoever is wrong has lost.
 */
export const floor: Contestant = {
  name: 'floor',
  open: async (client, table) => {
    await createStreams(client, table, ['request', 'version']);
    return () => {
      const heads = new Map<string, number>();
      return {
        append: async (request, events) => {
          const first = (heads.get(request) ?? 0) + 1;
          heads.set(request, first + events.length - 1);
          await client.putItem({
            TableName: table,
            Item: {
              request: { S: request },
              version: { N: String(first) },
              events: { S: JSON.stringify(events) },
            },
            ConditionExpression: 'attribute_not_exists(#request)',
            ExpressionAttributeNames: { '#request': 'request' },
          });
        },
      };
    };
  },
};
