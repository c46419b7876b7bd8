import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeCommit } from '../../shared/event-store/commit.ts';
import { instantOf } from '../../shared/instant.ts';
import { version } from '../../shared/request/stream.ts';
import { at, completed } from '../../test/builders.ts';
import { fakeClock } from '../../test/events.ts';
import { accessTo, type FakeAws, startFakeAws } from './fake-aws.ts';
import { redriveUnpublished } from './redrive-unpublished.ts';

let aws: FakeAws;
beforeEach(async () => {
  aws = await startFakeAws();
});
afterEach(() => aws.stop());

const commitOf = (request: string, recordedAt = at(0)) =>
  encodeCommit({
    request,
    first: version(3),
    last: version(3),
    recordedAt,
    recordedBy: { client: 'desk' },
    events: [completed(1)],
  });
const nameOf = (request: string): string =>
  JSON.stringify({ request, version: 3, reason: 'InternalFailure' });
const requests = (count: number): string[] => Array.from({ length: count }, (_, n) => `r${n}`);

/** What Lambda says of records that came in this time. */
const positionOf = (first: string, last: string): string =>
  JSON.stringify({
    requestContext: { condition: 'RetryAttemptsExhausted' },
    DDBStreamBatchInfo: {
      shardId: 'shardId-1',
      startSequenceNumber: '1',
      endSequenceNumber: '2',
      approximateArrivalOfFirstRecord: first,
      approximateArrivalOfLastRecord: last,
      batchSize: 2,
    },
  });

const redrive = () => {
  const access = accessTo(aws);
  const world = {
    log: { client: new DynamoDBClient(access), table: 'events' },
    bus: { client: new EventBridgeClient(access), name: 'bus' },
    surroundings: fakeClock().surroundings,
  };
  const letters = { client: new SQSClient(access), url: aws.url('unpublished') };
  return redriveUnpublished(letters, world, () => undefined);
};
const heard = () => aws.announced.map(({ request }) => request).sort();

test('commits named in the queue are read from the log and announced, and no letter is left', async () => {
  aws.store(...requests(13).map((request) => commitOf(request)));
  aws.put('unpublished', ...requests(12).map(nameOf));
  expect(await redrive()).toEqual({ announced: 12, gone: [], left: [] });
  expect(heard()).toEqual(requests(12).sort());
  expect(aws.bodiesIn('unpublished')).toEqual([]);
});

test('what cannot be read or is refused keeps its letter; what is not in the log has none to keep', async () => {
  aws.store(commitOf('good'), commitOf('refused'), { ...commitOf('torn'), events: { S: '[{' } });
  aws.put('unpublished', ...['torn', 'gone', 'refused', 'good'].map(nameOf), 'no JSON');
  aws.behaviour.refuse = (request) => (request === 'refused' ? 'MalformedDetail' : undefined);
  const { announced, gone, left } = await redrive();
  expect([announced, gone]).toEqual([1, ['gone from version 3']]);
  expect(left.map(({ why }) => why).sort()).toEqual([
    'names no commit',
    'refused from version 3 is not taken by the bus: MalformedDetail',
    'torn from version 3 cannot be read',
  ]);
  expect(aws.bodiesIn('unpublished')).toEqual([nameOf('torn'), nameOf('refused'), 'no JSON']);
});

test('a place in the stream is read as the time of its commits', async () => {
  const times = {
    before: '02:54:59',
    early: '02:56:00',
    in: '03:00:30',
    late: '03:01:30',
    after: '03:02:31',
  };
  aws.store(
    ...Object.entries(times).map(([request, time]) => commitOf(request, instantOf(`2026-11-24T${time}Z`))),
  );
  aws.put('unpublished', positionOf('2026-11-24T03:00:00Z', '2026-11-24T03:01:00Z'));
  expect(await redrive()).toEqual({ announced: 3, gone: [], left: [] });
  expect(heard()).toEqual(['early', 'in', 'late']);
  expect(aws.bodiesIn('unpublished')).toEqual([]);
});

test('a place in the stream keeps its letter while one of its commits is not announced', async () => {
  aws.store(commitOf('a'), commitOf('b'));
  const position = positionOf('2024-01-15T08:00:00Z', '2024-01-15T08:00:00Z');
  aws.put('unpublished', position);
  aws.behaviour.refuse = (request) => (request === 'b' ? 'InvalidArgument' : undefined);
  const { announced, left } = await redrive();
  expect([announced, left.map(({ why }) => why)]).toEqual([
    1,
    ['covers b from version 3 is not taken by the bus: InvalidArgument'],
  ]);
  expect(aws.bodiesIn('unpublished')).toEqual([position]);
});

test('broken off at any call, before or after it took effect, it loses nothing, and again it ends', async () => {
  const position = positionOf('2024-01-16T08:00:00Z', '2024-01-16T08:00:00Z');
  for (const when of ['before', 'after'] as const) {
    for (let broken = 0; ; broken++) {
      aws.store(...requests(2).map((request) => commitOf(request)));
      aws.store(commitOf('later', instantOf('2024-01-16T08:00:00Z')));
      aws.put('unpublished', ...requests(2).map(nameOf), position);
      let faults = 0;
      aws.behaviour.fault = (call, target) => {
        // The bus is asked again within one run; a crash is what ends it.
        if (target === 'PutEvents' || call !== broken) return undefined;
        faults++;
        return when;
      };
      const total = await redrive().then(
        ({ announced }) => announced,
        () => undefined,
      );
      aws.behaviour.fault = () => undefined;
      aws.timePasses();
      expect((await redrive()).left).toEqual([]);
      expect(new Set(heard()), `${when} call ${broken}`).toEqual(new Set([...requests(2), 'later']));
      expect(aws.bodiesIn('unpublished')).toEqual([]);
      await aws.stop();
      aws = await startFakeAws();
      if (faults === 0 && total === 3 && broken > 10) break;
      expect(broken).toBeLessThan(100);
    }
  }
});
