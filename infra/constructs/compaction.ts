import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { projections, variablesOf } from '../projections.ts';
import type { Settings } from '../settings.ts';
import type { DataStack } from '../stacks/data-stack.ts';
import { alarmOnErrors } from './alarms.ts';
import { houseFunction } from './house-function.ts';

/** Folds changed rows into segments on a clock. A run that fails is not repeated: the next one does the same work. */
export function compaction(scope: Construct, settings: Settings, { views }: DataStack): NodejsFunction {
  const part = new Construct(scope, 'Compaction');
  const fn = houseFunction(part, 'compact', settings, {
    timeout: Duration.minutes(5),
    memorySize: 1769,
    environment: {
      ...variablesOf('VIEW_TABLE', (name) => views[name].tableName),
      TIME_ZONE: settings.timeZone,
    },
    may: [
      {
        actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
        resources: projections.map((name) => views[name].tableArn),
      },
    ],
  });
  fn.configureAsyncInvoke({ retryAttempts: 0 });
  const clock = new Rule(part, 'Schedule', {
    description: `Motcua ${settings.stage}: starts the compaction`,
    schedule: Schedule.rate(Duration.minutes(settings.compactEveryMinutes)),
  });
  clock.addTarget(new LambdaFunction(fn));
  alarmOnErrors(fn);
  return fn;
}
