import type { EventBridgeClient, PutEventsCommand, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, completed } from '../../test/builders.ts';
import type { Commit } from '../event-store/commit.ts';
import { version } from '../request/stream.ts';
import { announce, type Unsent } from './announce.ts';

const commitOf = (request: string, size = 0): Commit => ({
  request,
  first: version(1),
  last: version(1),
  recordedAt: at(0),
  recordedBy: { client: 'desk' },
  events: Array.from({ length: size }, () => completed(1, {}, { correlationid: 'x'.repeat(200) })),
});
const commits = (count: number, size = 0) =>
  Array.from({ length: count }, (_, index) => commitOf(`R-${index}`, size));

/** The bus's word for an entry: taken, or why not. */
type Reply = (entry: PutEventsRequestEntry) => 'taken' | (string & {});
const throttled = 'ThrottlingException';

/** A bus that keeps the calls made to it, and answers entry by entry as it is told. */
const fakeBus = (reply: Reply) => {
  const calls: PutEventsRequestEntry[][] = [];
  const send = ({ input }: PutEventsCommand) => {
    const entries = input.Entries ?? [];
    calls.push(entries);
    const replies = entries
      .map(reply)
      .map((word, index) => (word === 'taken' ? { EventId: `e-${index}` } : { ErrorCode: word }));
    return Promise.resolve({ Entries: replies });
  };
  const slept: number[] = [];
  const surroundings = {
    random: () => 0.5,
    sleep: (milliseconds: number) => {
      slept.push(milliseconds);
      return Promise.resolve();
    },
  };
  const client = { send } as unknown as EventBridgeClient;
  return { bus: { client, name: 'hub' }, calls, slept, surroundings };
};

const requestOf = ({ Detail = '{}' }: PutEventsRequestEntry) =>
  (JSON.parse(Detail) as { request: string }).request;

const withReason = (all: readonly Commit[], reason: string): Unsent[] =>
  all.map((commit) => ({ commit, reason }));

describe('announcing', () => {
  it('says once what is taken', async () => {
    const { bus, calls, slept, surroundings } = fakeBus(() => 'taken');
    expect(await announce(bus, commits(2), surroundings)).toEqual([]);
    expect(calls.map((call) => call.map(requestOf))).toEqual([['R-0', 'R-1']]);
    expect(calls[0]?.[0]).toMatchObject({
      EventBusName: 'hub',
      Source: 'motcua',
      DetailType: 'motcua.request.changed.v1',
      Time: new Date(at(0)),
    });
    expect(slept).toEqual([]);
  });

  it('says of the registry another thing, which wakes no projection', async () => {
    const { bus, calls, surroundings } = fakeBus(() => 'taken');
    await announce(bus, [commitOf('/registry/agencies', 1), commitOf('R-1')], surroundings);
    expect(calls.flat().map(({ DetailType }) => DetailType)).toEqual([
      'motcua.registry.changed.v1',
      'motcua.request.changed.v1',
    ]);
  });

  it('says nothing of nothing', async () => {
    const { bus, calls, surroundings } = fakeBus(() => 'taken');
    expect(await announce(bus, [], surroundings)).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('sends again only what failed, after a growing wait', async () => {
    const failures = new Map([['R-1', 2]]);
    const { bus, calls, slept, surroundings } = fakeBus((entry) => {
      const left = failures.get(requestOf(entry)) ?? 0;
      failures.set(requestOf(entry), left - 1);
      return left > 0 ? throttled : 'taken';
    });
    expect(await announce(bus, commits(3), surroundings)).toEqual([]);
    expect(calls.map((call) => call.map(requestOf))).toEqual([['R-0', 'R-1', 'R-2'], ['R-1'], ['R-1']]);
    expect(slept).toEqual([20, 40]);
  });

  it('returns what stays failed, and stops', async () => {
    const { bus, calls, surroundings } = fakeBus((entry) =>
      requestOf(entry) === 'R-1' ? 'InternalFailure' : 'taken',
    );
    const all = commits(3);
    expect(await announce(bus, all, surroundings)).toEqual([{ commit: all[1], reason: 'InternalFailure' }]);
    expect(calls).toHaveLength(9);
  });

  it('takes a call that throws for one in which all failed', async () => {
    let throws = 1;
    const { bus, calls, surroundings } = fakeBus(() => {
      if (throws-- > 0) throw new Error('socket hang up');
      return 'taken';
    });
    expect(await announce(bus, commits(12), surroundings)).toEqual([]);
    expect(calls.map((call) => call.length)).toEqual([10, 2, 10]);
  });

  it('returns everything where the bus is gone', async () => {
    const { bus, surroundings } = fakeBus(() => {
      throw new Error('ENOTFOUND');
    });
    const all = commits(12);
    expect(await announce(bus, all, surroundings)).toEqual(withReason(all, 'Error'));
  });

  it('does not send again what the bus refuses', async () => {
    const { bus, calls, slept, surroundings } = fakeBus((entry) =>
      requestOf(entry) === 'R-1' ? 'MalformedDetail' : 'taken',
    );
    const all = commits(3);
    expect(await announce(bus, all, surroundings)).toEqual([{ commit: all[1], reason: 'MalformedDetail' }]);
    expect([calls.length, slept]).toEqual([1, []]);
  });

  it('sends each alone where a call is refused as a whole, to find the one at fault', async () => {
    const { bus, calls, surroundings } = fakeBus((entry) => {
      if (calls.at(-1)?.some((other) => requestOf(other) === 'R-2'))
        throw Object.assign(new Error('no'), { name: 'ValidationException' });
      return requestOf(entry) ? 'taken' : throttled;
    });
    const all = commits(4);
    expect(await announce(bus, all, surroundings)).toEqual(
      withReason(all.slice(2, 3), 'ValidationException'),
    );
    expect(calls.map((call) => call.map(requestOf))).toEqual([
      ['R-0', 'R-1', 'R-2', 'R-3'],
      ['R-0'],
      ['R-1'],
      ['R-2'],
      ['R-3'],
    ]);
  });

  it('announces the others where a commit holds what is no event', async () => {
    const { bus, calls, surroundings } = fakeBus(() => 'taken');
    const broken = { ...commitOf('broken'), events: [null] as unknown as Commit['events'] };
    const [first, second] = [commitOf('R-0'), commitOf('R-1')];
    expect(await announce(bus, [first, broken, second], surroundings)).toEqual(
      withReason([broken], 'UnreadableCommit'),
    );
    expect(calls.map((call) => call.map(requestOf))).toEqual([['R-0', 'R-1']]);
  });

  it('takes an answer that is short of entries for a failure of the rest', async () => {
    const { surroundings } = fakeBus(() => 'taken');
    const client = { send: () => Promise.resolve({ FailedEntryCount: 0 }) } as unknown as EventBridgeClient;
    const all = commits(1);
    expect(await announce({ client, name: 'hub' }, all, surroundings)).toEqual(withReason(all, 'NoAnswer'));
  });
});

describe('calls', () => {
  it('have at most 10 entries and 1 MB, and every commit once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(0, 1, 100, 380, 900), { maxLength: 40 }), async (sizes) => {
        const { bus, calls, surroundings } = fakeBus(() => 'taken');
        const all = sizes.map((size, index) => commitOf(`R-${index}`, size));
        expect(await announce(bus, all, surroundings)).toEqual([]);
        expect(calls.flat().map(requestOf)).toEqual(all.map(({ request }) => request));
        for (const call of calls) {
          expect(call.length).toBeLessThanOrEqual(10);
          const bytes = call.reduce(
            (sum, { Detail = '', Source = '', DetailType = '' }) =>
              sum + 14 + Buffer.byteLength(Detail + Source + DetailType),
            0,
          );
          expect(bytes).toBeLessThanOrEqual(1_000_000);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('of large commits are split by size', async () => {
    const { bus, calls, surroundings } = fakeBus(() => 'taken');
    await announce(bus, commits(10, 380), surroundings);
    expect(calls.length).toBeGreaterThan(1);
  });
});
