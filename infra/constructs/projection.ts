import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { constructId } from '../construct-id.ts';
import { isForFew, type ProjectionName } from '../projections.ts';
import type { Settings } from '../settings.ts';
import type { DataStack } from '../stacks/data-stack.ts';
import { alarmOnAge, alarmOnErrors } from './alarms.ts';
import { houseFunction } from './house-function.ts';
import { deadLetterQueue, houseQueue } from './house-queue.ts';

const timeout = Duration.seconds(60);
const batchingWindow = Duration.seconds(1);

export type ProjectionQueues = { readonly queue: Queue; readonly deadLetters: Queue };

/** A read model: rule, queue, dead-letter queue, function and alarms. Both ways to lose a wake-up end in one queue. */
export function projection(
  scope: Construct,
  name: ProjectionName,
  settings: Settings,
  { events, views, bus }: DataStack,
): ProjectionQueues {
  const part = new Construct(scope, constructId(name));
  const view = views[name];
  const deadLetters = deadLetterQueue(part, 'DeadLetters');
  const queue = houseQueue(part, 'Queue', {
    visibilityTimeout: Duration.seconds(6 * timeout.toSeconds() + batchingWindow.toSeconds()),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  });
  const rule = new Rule(part, 'Rule', {
    description: `Motcua ${settings.stage}: wakes the projection ${name}`,
    eventBus: bus,
    eventPattern: {
      source: ['motcua'],
      detailType: ['motcua.request.changed.v1'],
      ...(isForFew(name) && { detail: { concerns: [name] } }),
    },
  });
  rule.addTarget(
    new SqsQueue(queue, {
      deadLetterQueue: deadLetters,
      retryAttempts: 185,
      maxEventAge: Duration.hours(24),
    }),
  );
  const fn = houseFunction(part, `project-${name}`, settings, {
    timeout,
    environment: {
      EVENTS_TABLE: events.tableName,
      VIEW_TABLE: view.tableName,
      TIME_ZONE: settings.timeZone,
    },
    may: [
      { actions: ['dynamodb:BatchGetItem', 'dynamodb:Query'], resources: [events.tableArn] },
      {
        actions: ['BatchWriteItem', 'GetItem', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action}`),
        resources: [view.tableArn],
      },
      {
        actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        resources: [queue.queueArn],
      },
    ],
  });
  fn.addEventSourceMapping('Messages', {
    eventSourceArn: queue.queueArn,
    batchSize: 100,
    maxBatchingWindow: batchingWindow,
    reportBatchItemFailures: true,
  });
  alarmOnAge(queue, Duration.minutes(10));
  alarmOnErrors(fn);
  return { queue, deadLetters };
}
