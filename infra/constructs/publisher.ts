import { Duration, Validations } from 'aws-cdk-lib';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { DataStack } from '../stacks/data-stack.ts';
import { alarmOnErrors, alarmOnStreamAge } from './alarms.ts';
import { houseFunction } from './house-function.ts';
import { deadLetterQueue } from './house-queue.ts';

/**
 * The stream forgets after a day. What cannot be announced in all that time is set aside a little before, while Lambda
 * still has it in hand and can say which records they were.
 */
const patience = Duration.hours(23);

/** From the log's stream to the bus. What cannot be announced is named in the queue returned. */
export function publisher(scope: Construct, settings: Settings, { events, bus }: DataStack): Queue {
  const part = new Construct(scope, 'Publisher');
  const stream = events.tableStreamArn ?? '';
  const unpublished = deadLetterQueue(part, 'Unpublished');
  Validations.of(unpublished).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'It is itself the end of the line: the on-failure destination of the stream.',
  });
  const fn = houseFunction(part, 'publish', settings, {
    timeout: Duration.seconds(30),
    environment: { BUS_NAME: bus.eventBusName, UNPUBLISHED_QUEUE: unpublished.queueUrl },
    may: [
      { actions: ['events:PutEvents'], resources: [bus.eventBusArn] },
      { actions: ['sqs:SendMessage'], resources: [unpublished.queueArn] },
      {
        actions: [
          'dynamodb:DescribeStream',
          'dynamodb:GetRecords',
          'dynamodb:GetShardIterator',
          'dynamodb:ListStreams',
        ],
        resources: [stream],
      },
    ],
  });
  fn.addEventSourceMapping('Stream', {
    eventSourceArn: stream,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    parallelizationFactor: 1,
    retryAttempts: -1,
    maxRecordAge: patience,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: { bind: () => ({ destination: unpublished.queueArn }) },
  });
  alarmOnErrors(fn);
  alarmOnStreamAge(fn, Duration.minutes(15));
  return unpublished;
}
