import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

const period = Duration.minutes(5);

/** Silence is health: none of these metrics exists while nothing happens. */
function alarm(on: Construct, id: string, metric: IMetric, threshold: number, description: string): Alarm {
  return new Alarm(on, id, {
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: description,
  });
}

export const alarmOnMessages = (queue: Queue): Alarm =>
  alarm(
    queue,
    'MessagesAlarm',
    queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    1,
    `${queue.node.path} holds messages that were given up on`,
  );

export const alarmOnAge = (queue: Queue, age: Duration): Alarm =>
  alarm(
    queue,
    'AgeAlarm',
    queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
    age.toSeconds(),
    `${queue.node.path} is behind by ${age.toHumanString()}`,
  );

export const alarmOnErrors = (fn: LambdaFunction): Alarm =>
  alarm(fn, 'ErrorsAlarm', fn.metricErrors({ period, statistic: 'Sum' }), 1, `${fn.node.path} fails`);

/** The stream forgets after a day: well before that, someone must know that it is not being read. */
export const alarmOnStreamAge = (fn: LambdaFunction, age: Duration): Alarm =>
  alarm(
    fn,
    'StreamAgeAlarm',
    fn.metric('IteratorAge', { period, statistic: 'Maximum' }),
    age.toMilliseconds(),
    `${fn.node.path} is behind its stream by ${age.toHumanString()}`,
  );

export const alarmOnServerErrors = (api: HttpApi): Alarm =>
  alarm(
    api,
    'ServerErrorsAlarm',
    api.metricServerError({ period, statistic: 'Sum' }),
    1,
    `${api.node.path} answers 5xx`,
  );
