import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { constructId } from './construct-id.ts';
import { projections } from './projections.ts';
import { nameOf, resourcesOf, templatesOf } from './testing/templates.ts';

const { service } = templatesOf({ stage: 'prod' });

const queues = Object.fromEntries(
  Object.entries(resourcesOf(service, 'AWS::SQS::Queue')).map(([id, { Properties }]) => [
    nameOf({ Ref: id }),
    Properties,
  ]),
);
const alarms = Object.values(resourcesOf(service, 'AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties,
);
const alarmsOn = (metric: string): string[] =>
  alarms
    .filter(({ MetricName }) => MetricName === metric)
    .map(({ Dimensions }) => nameOf(Dimensions[0].Value).replace(/\.QueueName$/, ''));

test('the stream is read from its start, in order; what fails is tried for as long as it is kept, then set aside', () => {
  service.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 100,
    ParallelizationFactor: 1,
    MaximumRetryAttempts: -1,
    MaximumRecordAgeInSeconds: 23 * 3_600,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: {
      OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PublisherUnpublished'), 'Arn'] } },
    },
  });
});

test('every queue is encrypted at rest and refuses plain connections', () => {
  const refusals = Object.values(resourcesOf(service, 'AWS::SQS::QueuePolicy')).filter(({ Properties }) =>
    JSON.stringify(Properties).includes('{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"'),
  );
  expect(refusals).toHaveLength(Object.keys(queues).length);
  for (const queue of Object.values(queues)) expect(queue).toMatchObject({ SqsManagedSseEnabled: true });
});

const forFew: readonly string[] = ['satisfaction', 'data-quality', 'steps'];

describe.each(projections.map((name) => [name, constructId(name)] as const))(
  'the projection %s',
  (name, id) => {
    test('is woken by the bus, and an undeliverable message is kept', () => {
      service.hasResourceProperties('AWS::Events::Rule', {
        EventBusName: Match.anyValue(),
        EventPattern: {
          source: ['motcua'],
          'detail-type': ['motcua.request.changed.v1'],
          // What is for few requests is not woken by the commits to others.
          detail: forFew.includes(name) ? { concerns: [name] } : Match.absent(),
        },
        Targets: [
          {
            Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${id}Queue`), 'Arn'] },
            DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${id}DeadLetters`), 'Arn'] } },
            RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
            Id: Match.anyValue(),
          },
        ],
      });
    });

    test('gets five tries for a message, none while another may still run', () => {
      const redrive = queues[`${id}Queue`]?.['RedrivePolicy'];
      expect(redrive.maxReceiveCount).toBe(5);
      expect(nameOf(redrive.deadLetterTargetArn)).toBe(`${id}DeadLetters.Arn`);
      expect(queues[`${id}Queue`]?.['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * 60);
    });

    test('takes messages in batches and answers for each', () => {
      service.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
        EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${id}Queue`), 'Arn'] },
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      });
    });

    test('raises an alarm when it is behind or fails', () => {
      expect(alarmsOn('ApproximateAgeOfOldestMessage')).toContain(`${id}Queue`);
      expect(alarmsOn('Errors')).toContain(`${id}${constructId('project', name)}Function`);
    });
  },
);

test('every queue without a next one keeps messages for 14 days and raises an alarm', () => {
  const last = Object.entries(queues).filter(([, queue]) => queue['RedrivePolicy'] === undefined);
  expect(last.map(([id]) => id).sort()).toEqual(
    ['PublisherUnpublished', ...projections.map((name) => constructId(name, 'dead-letters'))].sort(),
  );
  expect(last.map(([, queue]) => queue['MessageRetentionPeriod'])).toEqual(last.map(() => 1_209_600));
  expect(alarmsOn('ApproximateNumberOfMessagesVisible').sort()).toEqual(last.map(([id]) => id).sort());
});

test('alarms watch the stream, the publisher, the compaction, the sweeps and the API, and keep still without data', () => {
  expect(alarmsOn('IteratorAge')).toEqual(['PublisherPublishFunction']);
  expect(alarmsOn('Errors')).toEqual(
    expect.arrayContaining([
      'PublisherPublishFunction',
      'CompactionCompactFunction',
      'SweepingSweepFunction',
    ]),
  );
  expect(alarmsOn('5xx')).toEqual(['Api']);
  for (const alarm of alarms) {
    expect(alarm).toMatchObject({
      TreatMissingData: 'notBreaching',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  }
});
