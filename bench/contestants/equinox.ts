import { CachingStrategy, Codec, Decider, LoadOption, MemoryCache, StreamId } from '@equinox-js/core';
import {
  AccessStrategy,
  DynamoStoreCategory,
  DynamoStoreClient,
  DynamoStoreContext,
  QueryOptions,
  TipOptions,
} from '@equinox-js/dynamo-store';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { type Contestant, createStreams } from './contestant.ts';

/** The default of a million would set aside memory for all of them. */
const cachedStreams = 10_000;

type Event = { readonly type: string; readonly data: MotcuaEvent };
type Options = {
  readonly name?: string;
  /** How often a command is tried; 3 unless said otherwise. */
  readonly attempts?: number;
  /** How many events the tip holds before they are moved out of it; as many as 32 kB unless said otherwise. */
  readonly tipEvents?: number;
};

/**
 * equinox-js over DynamoDB at its cheapest: bodies compressed, state kept in a cache and trusted (`AnyCachedValue`), no snapshot
 * beside the events, since the cache does its work. The state is a count, less than any real decision needs.
 */
export const equinox = ({ name = 'equinox-js', attempts, tipEvents }: Options = {}): Contestant => ({
  name,
  open: async (client, table) => {
    await createStreams(client, table, ['p', 'i']);
    const context = new DynamoStoreContext({
      client: new DynamoStoreClient(client),
      tableName: table,
      tip: TipOptions.create(tipEvents === undefined ? {} : { maxEvents: tipEvents }),
      query: QueryOptions.create({}),
    });
    return () => {
      const category = DynamoStoreCategory.create<Event, number, void>(
        context,
        'Request',
        Codec.compress(Codec.json<Event>()),
        (count, events) => count + events.length,
        0,
        CachingStrategy.Cache(new MemoryCache(cachedStreams)),
        AccessStrategy.Unoptimized(),
      );
      return {
        append: (request, events) =>
          Decider.forStream(category, StreamId.create(request), undefined).transact(
            () => events.map((event) => ({ type: event.type, data: event })),
            LoadOption.AnyCachedValue,
            attempts,
          ),
      };
    };
  },
});
