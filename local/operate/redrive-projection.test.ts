import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accessTo, type FakeAws, startFakeAws } from './fake-aws.ts';
import { redriveProjection } from './redrive-projection.ts';

let aws: FakeAws;
beforeEach(async () => {
  aws = await startFakeAws();
});
afterEach(() => aws.stop());

const bodyOf = (n: number): string =>
  JSON.stringify({
    'detail-type': 'motcua.request.changed.v1',
    detail: { request: `r${n}`, first: 1, version: 2, recordedAt: '2026-11-24T03:00:00.000Z' },
  });
const bodies = (count: number): string[] => Array.from({ length: count }, (_, n) => bodyOf(n));

const redrive = () => {
  const client = new SQSClient(accessTo(aws));
  return redriveProjection({ client, url: aws.url('dead') }, aws.url('queue'), () => undefined);
};

test('every dead letter is sent to the queue as it was, and none is left', async () => {
  aws.put('dead', ...bodies(25));
  expect(await redrive()).toEqual({ sent: 25, left: [] });
  expect(aws.bodiesIn('queue').sort()).toEqual(bodies(25).sort());
  expect(aws.bodiesIn('dead')).toEqual([]);
  expect(await redrive()).toEqual({ sent: 0, left: [] });
});

test('what is no wake-up stays, is named, and keeps nothing back', async () => {
  const [poison] = aws.put('dead', '{"detail":{}}', ...bodies(12));
  const { sent, left } = await redrive();
  expect([sent, left.map(({ letter, why }) => [letter.id, why])]).toEqual([
    12,
    [[poison, 'is not a wake-up']],
  ]);
  expect(aws.bodiesIn('dead')).toEqual(['{"detail":{}}']);
  // Put back: the next one who asks has it at once.
  expect((await redrive()).left).toHaveLength(1);
});

test('where the fault is still there, each is tried once and comes to rest', async () => {
  aws.put('dead', ...bodies(3));
  aws.behaviour.endsIn = () => 'dead';
  const { sent, left } = await redrive();
  expect(sent).toBe(3);
  expect(left.map(({ why }) => why).sort()).toEqual([0, 1, 2].map((n) => `failed again: r${n} at version 2`));
  expect(aws.bodiesIn('dead')).toHaveLength(3);
});

test('broken off at any call, before or after it took effect, it loses nothing, and again it ends', async () => {
  for (const when of ['before', 'after'] as const) {
    for (let broken = 0; ; broken++) {
      aws.put('dead', ...bodies(3));
      aws.behaviour.fault = (call) => (call === broken ? when : undefined);
      aws.timePasses();
      const wasBroken = await redrive().then(
        () => false,
        () => true,
      );
      aws.behaviour.fault = () => undefined;
      aws.timePasses();
      expect((await redrive()).left).toEqual([]);
      expect(aws.bodiesIn('dead')).toEqual([]);
      expect(new Set(aws.bodiesIn('queue')), `${when} call ${broken}`).toEqual(new Set(bodies(3)));
      await aws.stop();
      aws = await startFakeAws();
      if (!wasBroken) break;
      expect(broken).toBeLessThan(100);
    }
  }
});
