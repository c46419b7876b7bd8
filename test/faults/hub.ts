import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { projectBatch } from '../../functions/projecting.ts';
import { publishBatch } from '../../functions/publish/publish-batch.ts';
import { wakeUpOf } from '../../shared/bus/wake-up.ts';
import type { EventLog } from '../../shared/event-store/event-log.ts';
import { type Receipt, receiveEvents } from '../../shared/event-store/receive.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { satisfaction } from '../../shared/projections/satisfaction.ts';
import type { Recorder } from '../../shared/request/stream.ts';
import { compact } from '../../shared/row-store/compact.ts';
import { projectRequests } from '../../shared/row-store/project.ts';
import { type Block, readBlocks } from '../../shared/row-store/read-blocks.ts';
import type { View } from '../../shared/row-store/view.ts';
import { projectorOf } from '../rows.ts';
import { type Counted, clientOf, type Service } from './calls.ts';
import { dynamoDBModel } from './dynamodb-model.ts';
import { eventBus, type Rule } from './event-bus.ts';
import type { Faults } from './faults-by-seed.ts';
import { type Instance, lambdaFunction } from './lambda.ts';
import type { Broken } from './protections.ts';
import { type Queue, sqsQueue } from './queue.ts';
import type { Simulation } from './simulation.ts';
import { type Record as StreamRecord, streamSource } from './stream-source.ts';

const logTable = 'events';
/** The projections with their views' tables. */
export const projections = [
  { projection: processingTimes, table: 'view-processing-times' },
  { projection: satisfaction, table: 'view-satisfaction' },
] as const;
export type Which = 0 | 1;

type Post = { readonly values: readonly unknown[]; readonly sender: Recorder };

/** The hub as infra/ wires it, over models of the services: the code of shared/ and functions/ is the real one. */
export const hub = (simulation: Simulation, faults: Faults, broken: Broken) => {
  const { dice, now } = simulation;
  const counted: Counted = { calls: 0 };
  const dynamoDB = dynamoDBModel(
    {
      now,
      lagMs: () => (faults.strikes('stale-read') ? dice.share() ** 2 * 5_000 : 0),
      pageSize: () => dice.pick([2, 5, 20, 1_000]),
      leavesOut: () => faults.strikes('unprocessed-items'),
    },
    (table, item) => {
      if (table === logTable) stream.write(item['request']?.S ?? '', item);
    },
  );
  const events = dynamoDB.createTable(logTable, { partition: 'request', sort: 'version' });
  const viewKey = { partition: 'pk', sort: 'sk' };
  const views = [
    dynamoDB.createTable(projections[0].table, viewKey),
    dynamoDB.createTable(projections[1].table, viewKey),
  ] as const;

  const reach = (instance: Instance, service: Service): unknown =>
    clientOf(simulation, faults, instance, service, broken, counted);
  const placesOf = (instance: Instance) => {
    const client = reach(instance, dynamoDB.execute) as DynamoDBClient;
    const log: EventLog = { client, table: logTable };
    const viewOf = (which: Which): View => ({ client, table: projections[which].table, generation: 1 });
    return { log, viewOf };
  };

  const ingest = lambdaFunction(simulation, faults, {
    name: 'ingest',
    timeoutMs: 29_000,
    start: (instance) => {
      const { log } = placesOf(instance);
      return ({ values, sender }: Post): Promise<Receipt[]> =>
        receiveEvents(log, values, sender, instance.surroundings);
    },
  });

  const publish = lambdaFunction(simulation, faults, {
    name: 'publish',
    timeoutMs: 30_000,
    start: (instance) => {
      const bus = { client: reach(instance, serviceBus) as EventBridgeClient, name: 'bus' };
      return (batch: { Records: StreamRecord[] }) => publishBatch(bus, batch as never, instance.surroundings);
    },
  });

  const projectorAt = (instance: Instance, which: Which) => {
    const { log, viewOf } = placesOf(instance);
    return projectorOf(projections[which].projection as never, log, viewOf(which), instance.surroundings);
  };

  /** The newest version of each request whose wake-up was lost without a trace, by projection. */
  const dropped = [new Map<string, number>(), new Map<string, number>()] as const;
  const rules = ([0, 1] as const).map((which): Rule => {
    const project = lambdaFunction(simulation, faults, {
      name: `project-${projections[which].projection.name}`,
      timeoutMs: 60_000,
      start: (instance) => {
        const projector = projectorAt(instance, which);
        return ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
          const changed = Records.map((one) => ({ ...one, body: broken.message?.(one.body) ?? one.body }));
          return projectBatch(projector, { Records: changed });
        };
      },
    });
    return {
      queue: sqsQueue(simulation, faults, project.invoke),
      onDropped: (body) => {
        const { request, version } = wakeUpOf(body);
        dropped[which].set(request, Math.max(version, dropped[which].get(request) ?? 0));
      },
    };
  });
  const bus = eventBus(simulation, faults, rules);
  const serviceBus: Service = bus.putEvents;
  const stream = streamSource(simulation, faults, publish.invoke);

  const compaction = lambdaFunction(simulation, faults, {
    name: 'compact',
    timeoutMs: 300_000,
    start: (instance) => {
      const { viewOf } = placesOf(instance);
      return async () => {
        const { now: clock } = instance.surroundings;
        const runs = await Promise.allSettled([
          compact(viewOf(0), processingTimes, clock),
          compact(viewOf(1), satisfaction, clock),
        ]);
        if (runs.some(({ status }) => status === 'rejected')) throw new Error('not all was compacted');
      };
    },
  });

  const query = lambdaFunction(simulation, faults, {
    name: 'query',
    timeoutMs: 29_000,
    start: (instance) => {
      const { viewOf } = placesOf(instance);
      return ({ which, needed }: Asked): Promise<Block[]> =>
        readBlocks(viewOf(which), projections[which].projection as never, undefined, needed);
    },
  });
  type Asked = { readonly which: Which; readonly needed: Parameters<typeof readBlocks>[3] };

  /**
   * A stand-in for the reconciler: compares heads and rows, and projects what is behind.
   * It knows the heads as they are, and repeats a repair that was cut short.
   */
  const reconciler = lambdaFunction(simulation, faults, {
    name: 'reconcile',
    timeoutMs: 60_000,
    start: (instance) => {
      const projectors = [projectorAt(instance, 0), projectorAt(instance, 1)] as const;
      return async ({ which, heads }: { which: Which; heads: ReadonlyMap<string, number> }) => {
        const wakeUps = [...heads].map(([request, version]) => ({
          request,
          first: 2,
          version,
          recordedAt: now(),
        }));
        const outcomes = await projectRequests(projectors[which], wakeUps as never);
        if ([...outcomes.values()].some((outcome) => typeof outcome === 'object'))
          throw new Error('not all was reconciled');
      };
    },
  });

  return {
    counted,
    events,
    views,
    dropped,
    post: (post: Post) => ingest.invoke(post),
    compact: () => compaction.invoke(undefined),
    ask: (asked: Asked) => query.invoke(asked),
    reconcile: (which: Which, heads: ReadonlyMap<string, number>) => reconciler.invoke({ which, heads }),
    republish: (Records: StreamRecord[]) => publish.invoke({ Records }),
    queues: rules.map(({ queue }): Queue => queue),
    stream,
    isQuiet: () => stream.isQuiet() && bus.isQuiet() && rules.every(({ queue }) => queue.isQuiet()),
  };
};

export type Hub = ReturnType<typeof hub>;
