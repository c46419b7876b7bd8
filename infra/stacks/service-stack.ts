import { type App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { partitionOf } from '../../events/registry/kind.ts';
import { constructId } from '../construct-id.ts';
import { compaction } from '../constructs/compaction.ts';
import { houseFunction } from '../constructs/house-function.ts';
import { httpApi } from '../constructs/http-api.ts';
import { onlyPartitions } from '../constructs/only-partitions.ts';
import { type ProjectionQueues, projection } from '../constructs/projection.ts';
import { publisher } from '../constructs/publisher.ts';
import { sweeping } from '../constructs/sweeping.ts';
import { type ProjectionName, projections, variablesOf } from '../projections.ts';
import type { Settings } from '../settings.ts';
import type { DataStack } from './data-stack.ts';

type Queues = Readonly<Record<ProjectionName, ProjectionQueues>>;

/** Everything a release replaces: the functions, and the wiring from the log to the answers. */
export class ServiceStack extends Stack {
  constructor(app: App, settings: Settings, data: DataStack) {
    super(app, `motcua-${settings.stage}-service`, {
      description: `Motcua ${settings.stage}: functions, queues and API`,
    });
    const unpublished = publisher(this, settings, data);
    const queues = Object.fromEntries(
      projections.map((name) => [name, projection(this, name, settings, data)]),
    ) as Queues;
    const compact = compaction(this, settings, data);
    const sweep = sweeping(this, settings, data);
    const api = httpApi(this, settings, data.issuer, {
      ingest: this.ingest(settings, data),
      requests: this.requests(settings, data),
      query: this.query(settings, data, queues),
      processingTimes: this.processingTimes(settings, data),
      registry: houseFunction(this, 'registry', settings, {
        timeout: Duration.seconds(29),
        environment: { EVENTS_TABLE: data.events.tableName },
        may: [{ actions: ['dynamodb:PutItem', 'dynamodb:Query'], resources: [data.events.tableArn] }],
      }),
      describe: houseFunction(this, 'describe', settings, {
        timeout: Duration.seconds(10),
        environment: {},
        may: [],
      }),
    });

    const output = (name: string, value: string) => new CfnOutput(this, name, { value });
    output('ApiUrl', api.apiEndpoint);
    output('EventsTable', data.events.tableName);
    output('BusName', data.bus.eventBusName);
    output('CompactFunction', compact.functionName);
    output('SweepFunction', sweep.functionName);
    output('UnpublishedQueue', unpublished.queueUrl);
    for (const name of projections) {
      output(constructId('view-table', name), data.views[name].tableName);
      output(constructId('queue', name), queues[name].queue.queueUrl);
      output(constructId('dead-letters', name), queues[name].deadLetters.queueUrl);
    }
  }

  private ingest(settings: Settings, { events }: DataStack): NodejsFunction {
    return houseFunction(this, 'ingest', settings, {
      timeout: Duration.seconds(29),
      memorySize: 1024,
      environment: {
        EVENTS_TABLE: events.tableName,
        TIME_ZONE: settings.timeZone,
        CALENDAR: settings.calendar,
      },
      may: [{ actions: ['dynamodb:PutItem', 'dynamodb:Query'], resources: [events.tableArn] }],
    });
  }

  /** Reads requests. Beside the projection, which has the name for itself. */
  private requests(settings: Settings, { events, views }: DataStack): NodejsFunction {
    return houseFunction(new Construct(this, 'Reading'), 'requests', settings, {
      timeout: Duration.seconds(29),
      memorySize: 1769,
      environment: {
        EVENTS_TABLE: events.tableName,
        VIEW_TABLE: views.requests.tableName,
        TIME_ZONE: settings.timeZone,
        CALENDAR: settings.calendar,
      },
      may: [
        { actions: ['dynamodb:Query'], resources: [events.tableArn] },
        { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: [views.requests.tableArn] },
      ],
    });
  }

  /** Answers how long requests take. Beside the projection, which has the name for itself. */
  private processingTimes(settings: Settings, { events, views }: DataStack): NodejsFunction {
    const view = views['processing-times'];
    const registered = (['agencies', 'procedures', 'calendars'] as const).map(partitionOf);
    return houseFunction(new Construct(this, 'Answering'), 'processing-times', settings, {
      timeout: Duration.seconds(29),
      memorySize: 1769,
      environment: {
        VIEW_TABLE: view.tableName,
        EVENTS_TABLE: events.tableName,
        TIME_ZONE: settings.timeZone,
        CALENDAR: settings.calendar,
      },
      may: [
        { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: [view.tableArn] },
        {
          actions: ['dynamodb:Query'],
          resources: [events.tableArn],
          // What is registered, and nothing of any request.
          conditions: onlyPartitions(...registered),
        },
      ],
    });
  }

  private query(settings: Settings, { views }: DataStack, queues: Queues): NodejsFunction {
    return houseFunction(this, 'query', settings, {
      timeout: Duration.seconds(29),
      memorySize: 1769,
      environment: {
        ...variablesOf('VIEW_TABLE', (name) => views[name].tableName),
        ...variablesOf('QUEUE', (name) => queues[name].queue.queueUrl),
        ...variablesOf('DEAD_LETTERS', (name) => queues[name].deadLetters.queueUrl),
        TIME_ZONE: settings.timeZone,
      },
      may: [
        {
          actions: ['dynamodb:GetItem', 'dynamodb:Query'],
          resources: projections.map((name) => views[name].tableArn),
        },
        {
          actions: ['sqs:GetQueueAttributes'],
          resources: Object.values(queues).flatMap(({ queue, deadLetters }) => [
            queue.queueArn,
            deadLetters.queueArn,
          ]),
        },
      ],
    });
  }
}
