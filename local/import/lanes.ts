import { crc32 } from 'node:zlib';
import type { OutgoingEvent } from './row-events.ts';

/** An event on its way, with the line it came from. */
export type Item = { event: OutgoingEvent; line: number };

const laneCount = 4;
const batchSize = 500;

type Lane = { filling: Item[]; sending: Item[]; done: Promise<void> };

/** Where to cut a full batch, so that a request whose events are still coming moves to the next one whole. */
const cutBefore = (items: readonly Item[], request: string): number => {
  const start = items.findLastIndex(({ event }) => event.subject !== request) + 1;
  return start === 0 ? items.length : start;
};

/**
 * Sends events in batches over a few lanes, one batch of a lane at a time. A request always takes the same lane,
 * so two of its batches are never under way at once and do not race each other for its stream.
 */
export const createLanes = (send: (batch: readonly Item[]) => Promise<void>) => {
  const lanes = Array.from(
    { length: laneCount },
    (): Lane => ({ filling: [], sending: [], done: Promise.resolve() }),
  );
  let failure: { error: unknown } | undefined;

  const dispatch = async (lane: Lane, count: number) => {
    await lane.done;
    if (failure !== undefined) throw failure.error;
    lane.sending = lane.filling.splice(0, count);
    lane.done = send(lane.sending).then(
      () => {
        lane.sending = [];
      },
      (error: unknown) => {
        failure ??= { error };
      },
    );
  };

  return {
    /** Takes the events that a row has of one request; waits while its lane is busy. Throws what sending threw. */
    add: async (request: string, items: readonly Item[]) => {
      const lane = lanes[crc32(request) % laneCount] as Lane;
      if (lane.filling.length + items.length > batchSize)
        await dispatch(lane, cutBefore(lane.filling, request));
      lane.filling.push(...items);
    },
    /** Sends what is left and waits for all answers. */
    finish: async () => {
      await Promise.all(
        lanes.map(async (lane) => {
          if (lane.filling.length > 0) await dispatch(lane, lane.filling.length);
          await lane.done;
        }),
      );
      if (failure !== undefined) throw failure.error;
    },
    /** Waits for the calls under way, whatever comes of them. */
    settle: () => Promise.all(lanes.map(({ done }) => done)),
    /** The first line with an event that the hub has not answered yet. */
    firstOpenLine: (): number | undefined => {
      const open = lanes.flatMap(({ sending, filling }) => [...sending.slice(0, 1), ...filling.slice(0, 1)]);
      return open.length === 0 ? undefined : Math.min(...open.map(({ line }) => line));
    },
  };
};
