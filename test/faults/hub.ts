import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { projectBatch } from '../../functions/projecting.ts';
import { publishRecords } from '../../functions/publish/publish-records.ts';
import { redriveProjection } from '../../local/operate/redrive-projection.ts';
import { redriveUnpublished } from '../../local/operate/redrive-unpublished.ts';
import { wakeUpOf } from '../../shared/bus/wake-up.ts';
import { createAppender } from '../../shared/event-store/append.ts';
import type { EventLog } from '../../shared/event-store/event-log.ts';
import { type Receipt, receiveEvents } from '../../shared/event-store/receive.ts';
import { instant } from '../../shared/instant.ts';
import { processingTimes } from '../../shared/projections/processing-times.ts';
import { satisfaction } from '../../shared/projections/satisfaction.ts';
import type { Recorder } from '../../shared/request/stream.ts';
import { dropRetired } from '../../shared/row-store/drop.ts';
import { type Generations, readGenerations, viewOf } from '../../shared/row-store/generations.ts';
import { type Block, readBlocks } from '../../shared/row-store/read-blocks.ts';
import { advanceRebuild, startRebuild } from '../../shared/row-store/rebuild.ts';
import { advanceOnSchedule } from '../../shared/row-store/scheduled.ts';
import { readSweeps, type SweepState } from '../../shared/row-store/sweep-state.ts';
import type { ViewTable } from '../../shared/row-store/view.ts';
import { compactLive, projectorOf, sweeperOf } from '../rows.ts';
import { type Command, type Counted, clientOf, operationOf, type Service } from './calls.ts';
import { dynamoDBModel } from './dynamodb-model.ts';
import { eventBus, type Rule } from './event-bus.ts';
import type { Faults } from './faults-by-seed.ts';
import { type Instance, lambdaFunction } from './lambda.ts';
import { mailbox, sqsService } from './mailbox.ts';
import type { Broken } from './protections.ts';
import { sqsQueue } from './queue.ts';
import type { Simulation } from './simulation.ts';
import { type Record as StreamRecord, streamSource } from './stream-source.ts';

const logTable = 'events';
/** The projections with their views' tables. */
export const projections = [
  { projection: processingTimes, table: 'view-processing-times' },
  { projection: satisfaction, table: 'view-satisfaction' },
] as const;
export type Which = 0 | 1;

const minuteMs = 60_000;
/** As infra/ sets them, only that hours are minutes here: a run does not last longer. */
const schedule = { budgetMs: 45_000, reconcileEveryMs: 4 * minuteMs, dropAfterMs: 5 * minuteMs };
/** Few enough for several pages a segment. */
const requestsPerSecond = 20;

const urls = {
  unpublished: 'unpublished',
  queues: ['queue-0', 'queue-1'],
  deadLetters: ['dead-letters-0', 'dead-letters-1'],
} as const;

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
      else if (item['pk']?.S === 'generations') onGenerations(table === projections[0].table ? 0 : 1);
    },
  );
  const tellers: ((which: Which) => void)[] = [];
  const onGenerations = (which: Which) => {
    for (const tell of tellers) tell(which);
  };
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
    const viewAt = (which: Which): ViewTable => ({ client, table: projections[which].table });
    return { log, viewAt };
  };

  const ingest = lambdaFunction(simulation, faults, {
    name: 'ingest',
    timeoutMs: 29_000,
    start: (instance) => {
      const { log } = placesOf(instance);
      const appender = createAppender(log, instance.surroundings);
      return ({ values, sender }: Post): Promise<Receipt[]> =>
        receiveEvents(appender, values, sender, instance.surroundings);
    },
  });

  const publish = lambdaFunction(simulation, faults, {
    name: 'publish',
    timeoutMs: 30_000,
    start: (instance) => {
      const bus = { client: reach(instance, serviceBus) as EventBridgeClient, name: 'bus' };
      const unpublished = { client: reach(instance, sqs) as SQSClient, url: urls.unpublished };
      return async ({ Records }: { Records: StreamRecord[] }) => {
        const { failed } = await publishRecords(bus, unpublished, Records, instance.surroundings);
        return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
      };
    },
  });

  const deadLetters = [
    mailbox(urls.deadLetters[0], simulation),
    mailbox(urls.deadLetters[1], simulation),
  ] as const;
  const unpublished = mailbox(urls.unpublished, simulation);
  /** The newest version of each request whose wake-up was lost without a trace, by projection. */
  const dropped = [new Map<string, number>(), new Map<string, number>()] as const;
  const rules = ([0, 1] as const).map((which): Rule => {
    const project = lambdaFunction(simulation, faults, {
      name: `project-${projections[which].projection.name}`,
      timeoutMs: 60_000,
      start: (instance) => {
        const { log, viewAt } = placesOf(instance);
        const projector = projectorOf(
          projections[which].projection as never,
          log,
          viewAt(which),
          instance.surroundings,
        );
        return ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
          const changed = Records.map((one) => ({ ...one, body: broken.message?.(one.body) ?? one.body }));
          return projectBatch(projector, { Records: changed });
        };
      },
    });
    const { name, isForFew } = projections[which].projection;
    return {
      queue: sqsQueue(simulation, faults, project.invoke, deadLetters[which]),
      ...(isForFew && { concern: name }),
      onDropped: (body) => {
        const { request, version } = wakeUpOf(body);
        dropped[which].set(request, Math.max(version, dropped[which].get(request) ?? 0));
      },
    };
  });
  const bus = eventBus(simulation, faults, rules);
  const serviceBus: Service = bus.putEvents;
  const stream = streamSource(simulation, faults, publish.invoke, unpublished);
  const sqs = sqsService({
    [urls.unpublished]: unpublished,
    ...Object.fromEntries(rules.map(({ queue }, n) => [urls.queues[n], queue])),
    ...Object.fromEntries(deadLetters.map((letters, n) => [urls.deadLetters[n], letters])),
  });

  /** An operator's redrive of everything, as his command line does it: how much came back. */
  const operator = lambdaFunction(simulation, faults, {
    name: 'operator',
    timeoutMs: 3_600_000,
    start: (instance) => {
      const { log } = placesOf(instance);
      const client = reach(instance, sqs) as SQSClient;
      const bus = { client: reach(instance, serviceBus) as EventBridgeClient, name: 'bus' };
      const world = { log, bus, surroundings: instance.surroundings };
      return async () => {
        const letters = { client, url: urls.unpublished };
        let redriven = (await redriveUnpublished(letters, world, () => undefined)).announced;
        for (const which of [0, 1] as const) {
          const dead = { client, url: urls.deadLetters[which] };
          redriven += (await redriveProjection(dead, urls.queues[which], () => undefined)).sent;
        }
        return redriven;
      };
    },
  });

  const compaction = lambdaFunction(simulation, faults, {
    name: 'compact',
    timeoutMs: 300_000,
    start: (instance) => {
      const { viewAt } = placesOf(instance);
      return async () => {
        const { now: clock } = instance.surroundings;
        const runs = await Promise.allSettled([
          compactLive(viewAt(0), processingTimes, clock),
          compactLive(viewAt(1), satisfaction, clock),
        ]);
        if (runs.some(({ status }) => status === 'rejected')) throw new Error('not all was compacted');
      };
    },
  });

  /** What a question needs, from the generation that answers. */
  const answer = async (view: ViewTable, { which, needed }: Asked): Promise<Block[]> => {
    const { projection } = projections[which];
    const { current } = await readGenerations(view, projection);
    return readBlocks(viewOf(view, current), projection as never, undefined, needed);
  };
  const query = lambdaFunction(simulation, faults, {
    name: 'query',
    timeoutMs: 29_000,
    start: (instance) => {
      const { viewAt } = placesOf(instance);
      return (asked: Asked): Promise<Block[]> => answer(viewAt(asked.which), asked);
    },
  });
  type Asked = { readonly which: Which; readonly needed: Parameters<typeof readBlocks>[3] };

  /** Goes over the log, as functions/sweep does: on its schedule, or because an operator begins a rebuild. */
  const sweep = lambdaFunction(simulation, faults, {
    name: 'sweep',
    timeoutMs: 300_000,
    start: (instance) => {
      const { log, viewAt } = placesOf(instance);
      const { surroundings } = instance;
      const sweepers = projections.map(({ projection }, which) =>
        sweeperOf(projection as never, log, viewAt(which as Which), surroundings, { requestsPerSecond }),
      );
      const tick = async (sweeper: (typeof sweepers)[number], segment: number): Promise<void> => {
        const deadline = instant(surroundings.now() + schedule.budgetMs);
        if (!broken.isReconcilerOff) await advanceOnSchedule(sweeper, segment, { ...schedule, deadline });
        else {
          await dropRetired(sweeper, segment, { afterMs: schedule.dropAfterMs, deadline });
          await advanceRebuild(sweeper, segment, deadline);
        }
      };
      return async (asked: { readonly segment: number } | { readonly rebuild: Which }): Promise<void> => {
        const named = 'rebuild' in asked ? sweepers[asked.rebuild] : undefined;
        if (named) await startRebuild(named);
        if (!('segment' in asked)) return;
        const runs = await Promise.allSettled(sweepers.map((sweeper) => tick(sweeper, asked.segment)));
        if (runs.some(({ status }) => status === 'rejected')) throw new Error('not all was swept');
      };
    },
  });

  /** Reads the tables as they are at this instant: no call takes any time, and nothing goes wrong. */
  const eye = {
    send: (command: Command) => Promise.resolve(dynamoDB.look(operationOf(command), command.input)),
  } as unknown as DynamoDBClient;
  const seen = (which: Which): ViewTable => ({ client: eye, table: projections[which].table });

  return {
    counted,
    events,
    views,
    dropped,
    post: (post: Post) => ingest.invoke(post),
    compact: () => compaction.invoke(undefined),
    ask: (asked: Asked) => query.invoke(asked),
    tick: (segment: number) => sweep.invoke({ segment }),
    rebuild: (which: Which) => sweep.invoke({ rebuild: which }),
    redrive: () => operator.invoke(undefined),
    isQuiet: () => stream.isQuiet() && bus.isQuiet() && rules.every(({ queue }) => queue.isQuiet()),
    /** What there is to see at this instant, for whoever checks. */
    now: {
      answer: (which: Which): Promise<Block[]> => answer(seen(which), { which, needed: () => true }),
      generations: (which: Which): Promise<Generations> =>
        readGenerations(seen(which), projections[which].projection),
      sweeps: (which: Which): Promise<SweepState[]> => readSweeps(seen(which)),
    },
    /** Tells of every change of a view's generations, just after it took effect. */
    onGenerations: (tell: (which: Which) => void) => {
      tellers.push(tell);
    },
  };
};

export type Hub = ReturnType<typeof hub>;
