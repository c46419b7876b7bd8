import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { alarmOnMessages } from './alarms.ts';

/** A queue with the house defaults: encrypted at rest and on the way. */
export const houseQueue = (scope: Construct, id: string, props: QueueProps): Queue =>
  new Queue(scope, id, { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, ...props });

/** Where messages go that were given up on: kept as long as SQS can, and someone is told. */
export function deadLetterQueue(scope: Construct, id: string): Queue {
  const queue = houseQueue(scope, id, { retentionPeriod: Duration.days(14) });
  alarmOnMessages(queue);
  return queue;
}
