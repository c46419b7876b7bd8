import { setTimeout as sleep } from 'node:timers/promises';
import { Command, EventStore, EventType, tuple } from '@castore/core';
import {
  DynamoDBSingleTableEventStorageAdapter,
  EVENT_TABLE_EVENT_STORE_ID_KEY,
  EVENT_TABLE_INITIAL_EVENT_INDEX_NAME,
  EVENT_TABLE_PK,
  EVENT_TABLE_SK,
  EVENT_TABLE_TIMESTAMP_KEY,
} from '@castore/event-storage-adapter-dynamodb';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { type Contestant, createStreams } from './contestant.ts';

type Aggregate = { readonly aggregateId: string; readonly version: number };
type Input = { readonly request: string; readonly events: readonly MotcuaEvent[] };
type Options = { readonly name?: string; readonly retries?: number };

const reported = new EventType<'reported', MotcuaEvent>({ type: 'reported' });

const storeOf = (eventStorageAdapter: DynamoDBSingleTableEventStorageAdapter) =>
  new EventStore({
    eventStoreId: 'REQUESTS',
    eventTypes: [reported],
    reducer: (_before: Aggregate, { aggregateId, version }): Aggregate => ({ aggregateId, version }),
    eventStorageAdapter,
  });

/**
 * castore with its DynamoDB adapter, by its README: a command reads the aggregate, pushes one event, or several as a
 * group; after a lost race it is run again, twice unless said otherwise, and then with full jitter between the runs.
 */
export const castore = ({ name = 'castore', retries }: Options = {}): Contestant => ({
  name,
  open: async (client, table) => {
    await createStreams(client, table, [EVENT_TABLE_PK, EVENT_TABLE_SK], {
      attributes: [EVENT_TABLE_EVENT_STORE_ID_KEY, EVENT_TABLE_TIMESTAMP_KEY],
      indexes: [
        {
          IndexName: EVENT_TABLE_INITIAL_EVENT_INDEX_NAME,
          KeySchema: [
            { AttributeName: EVENT_TABLE_EVENT_STORE_ID_KEY, KeyType: 'HASH' },
            { AttributeName: EVENT_TABLE_TIMESTAMP_KEY, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
    return () => {
      const store = storeOf(
        new DynamoDBSingleTableEventStorageAdapter({ tableName: table, dynamoDBClient: client }),
      );
      const report = new Command({
        commandId: 'REPORT',
        requiredEventStores: tuple(store),
        ...(retries !== undefined && {
          eventAlreadyExistsRetries: retries,
          onEventAlreadyExists: async (_error, { attemptNumber }) => {
            await sleep(Math.random() * Math.min(400, 8 * 2 ** attemptNumber));
          },
        }),
        handler: async ({ request, events }: Input, [requests]) => {
          const { aggregate } = await requests.getAggregate(request);
          const head = aggregate?.version ?? 0;
          const details = events.map((payload, index) => ({
            aggregateId: request,
            version: head + 1 + index,
            type: 'reported' as const,
            payload,
          }));
          const [first, ...rest] = details;
          const [second, ...others] = rest.map((detail) => requests.groupEvent(detail));
          if (first === undefined) return;
          if (second === undefined) await requests.pushEvent(first);
          else await EventStore.pushEventGroup(requests.groupEvent(first), second, ...others);
        },
      });
      return { append: (request, events) => report.handler({ request, events }, [store]) };
    };
  },
});
