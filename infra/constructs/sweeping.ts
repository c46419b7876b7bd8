import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { segments } from '../../shared/row-store/sweep-segments.ts';
import { projections, variablesOf } from '../projections.ts';
import type { Settings } from '../settings.ts';
import type { DataStack } from '../stacks/data-stack.ts';
import { alarmOnErrors } from './alarms.ts';
import { houseFunction } from './house-function.ts';

/**
 * Goes over the log on a clock, in parallel segments: reconciles, rebuilds, drops what is out of use. A run that fails
 * is not repeated: the next one goes on where it was. The operator's command line calls the same function.
 */
export function sweeping(scope: Construct, settings: Settings, { events, views }: DataStack): NodejsFunction {
  const part = new Construct(scope, 'Sweeping');
  const every = Duration.minutes(settings.sweepEveryMinutes);
  const fn = houseFunction(part, 'sweep', settings, {
    timeout: Duration.minutes(5),
    memorySize: 1024,
    environment: {
      EVENTS_TABLE: events.tableName,
      ...variablesOf('VIEW_TABLE', (name) => views[name].tableName),
      TIME_ZONE: settings.timeZone,
      // Done before the next tick, and before the timeout.
      BUDGET_SECONDS: String(Math.min(240, 0.75 * every.toSeconds())),
      RECONCILE_EVERY_HOURS: String(settings.reconcileEveryHours),
      REQUESTS_PER_SECOND: String(settings.sweepRequestsPerSecond),
      DROP_AFTER_MINUTES: String(settings.dropAfterMinutes),
    },
    may: [
      { actions: ['dynamodb:Query', 'dynamodb:Scan'], resources: [events.tableArn] },
      {
        actions: ['BatchGetItem', 'BatchWriteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'].map(
          (action) => `dynamodb:${action}`,
        ),
        resources: projections.map((name) => views[name].tableArn),
      },
    ],
  });
  fn.configureAsyncInvoke({ retryAttempts: 0 });
  const clock = new Rule(part, 'Schedule', {
    description: `Motcua ${settings.stage}: starts the sweeps over the log`,
    schedule: Schedule.rate(every),
  });
  for (let segment = 0; segment < segments; segment++)
    clock.addTarget(new LambdaFunction(fn, { event: RuleTargetInput.fromObject({ segment }) }));
  alarmOnErrors(fn);
  return fn;
}
