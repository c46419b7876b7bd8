import type { MotcuaEvent } from '../events/envelope.ts';
import { realSurroundings } from '../functions/real-surroundings.ts';
import { type Appender, createAppender } from '../shared/event-store/append.ts';
import type { EventLog } from '../shared/event-store/event-log.ts';
import { instant } from '../shared/instant.ts';
import { processingTimes } from '../shared/projections/processing-times.ts';
import { rowOf } from '../shared/projections/projection.ts';
import { snapshotOf } from '../shared/request/snapshot.ts';
import { type Stream, version } from '../shared/request/stream.ts';
import { readGenerations } from '../shared/row-store/generations.ts';
import { projectRequests } from '../shared/row-store/project.ts';
import { advanceRebuild, startRebuild } from '../shared/row-store/rebuild.ts';
import { segments } from '../shared/row-store/sweep-segments.ts';
import { readSweeps } from '../shared/row-store/sweep-state.ts';
import type { Engine } from '../test/engine.ts';
import { projectorOf, sweeperOf, zone } from '../test/rows.ts';
import { eventsOf } from './lives.ts';
import type { Row } from './report.ts';
import { figure, median, times } from './samples.ts';

const recordedBy = { client: 'bench' };
const recordedAt = instant(Date.UTC(2026, 10, 1));

const appendTo = async (appender: Appender, request: string, from: number, until: number): Promise<void> => {
  await appender.append(request, { events: eventsOf(request, from, until), complete: true }, recordedBy);
};

const wakeUp = (request: string, first: number, last: number) => ({
  request,
  first: version(first),
  version: version(last),
  recordedAt,
});

/** Events a second of the pure part, against what any reader of JSON must do. */
const foldRow = (quick: boolean): Row => {
  const texts = times(2_000, (n) => JSON.stringify(eventsOf(`000.00.01.H29-fold-${n}`, 0, 8)));
  const parse = (): Stream[] =>
    texts.map((text, n) => ({
      request: `000.00.01.H29-fold-${n}`,
      version: version(8),
      events: (JSON.parse(text) as MotcuaEvent[]).map((event, index) => ({
        event,
        version: version(index + 1),
        recordedAt,
        recordedBy,
      })),
    }));
  const streams = parse();
  const perSecond: { fold: number[]; parse: number[]; ratio: number[] } = { fold: [], parse: [], ratio: [] };
  for (let round = 0; round < (quick ? 10 : 30); round++) {
    const begun = performance.now();
    for (const text of texts) JSON.parse(text);
    const parsed = performance.now();
    for (const stream of streams) rowOf(processingTimes, snapshotOf(stream), zone);
    const folded = performance.now();
    const events = texts.length * 8 * 1000;
    if (round < 3) continue;
    perSecond.parse.push(events / (parsed - begun));
    perSecond.fold.push(events / (folded - parsed));
    perSecond.ratio.push((parsed - begun) / (folded - parsed));
  }
  return {
    id: 'projections.fold',
    what: 'fold and row',
    unit: 'of the speed of JSON.parse',
    ours: figure(perSecond.ratio),
    beside: { 'fold, events/s': figure(perSecond.fold), 'JSON.parse, events/s': figure(perSecond.parse) },
  };
};

const requestsPerBatch = 100;

/** What a hundred requests cost, each changed by some events that came as one commit each or together. */
const changedRows = async (engine: Engine, length: number, changed: number): Promise<Row[]> => {
  const log = await engine.createLog();
  const appender = createAppender(log, realSurroundings);
  const projector = projectorOf(processingTimes, log, await engine.createView(), realSurroundings);
  const requests = times(requestsPerBatch, (n) => `000.00.01.H29-${length}-${changed}-${n}`);
  // A long stream's reader meets snapshots at all distances: the streams are of lengths that follow each other.
  const before = new Map(
    requests.map((request, n) => [request, length - changed + (length < 16 ? 0 : n % 16)]),
  );
  for (const [request, until] of before)
    for (let n = 0; n < until; n += 4) await appendTo(appender, request, n, Math.min(n + 4, until));
  // The agency is listed and every request has a row, as in a hub that runs.
  await projectRequests(
    projector,
    [...before].map(([request, until]) => wakeUp(request, 1, until)),
  );
  for (const [request, from] of before)
    for (let n = from; n < from + changed; n++) await appendTo(appender, request, n, n + 1);
  const wakeUps = [...before].flatMap(([request, from]) =>
    times(changed, (n) => wakeUp(request, from + n + 1, from + n + 1)),
  );
  engine.counter.reset();
  const outcomes = await projectRequests(projector, wakeUps);
  const { readUnits, writeUnits } = engine.counter.counted();
  const written = [...outcomes.values()].filter((outcome) => outcome === 'written').length;
  if (written !== requests.length)
    throw new Error(`${written} of ${requests.length} requests were projected`);
  const what = `${changed} ${changed === 1 ? 'event' : 'events'} more, stream of ${length < 16 ? length : `${length} to ${length + 15}`}`;
  const id = `projections.changed-${changed}-of-${length}`;
  return [
    {
      id: `${id}.wcu`,
      what,
      unit: 'WCU per changed request',
      ours: { value: writeUnits / requests.length },
      bar: { atMost: 2, wider: length > 8 },
    },
    {
      id: `${id}.rcu`,
      what,
      unit: 'RCU per changed request',
      ours: { value: readUnits / requests.length },
      bar: { atMost: 1, wider: length > 8 },
    },
  ];
};

type Rebuilt = {
  readonly filledMs: number;
  readonly sweptMs: number;
  readonly rcu: number;
  readonly wcu: number;
};

/** A new generation, filled from the log and checked against it, in parallel segments as the deployed function does. */
const rebuild = async (engine: Engine, log: EventLog): Promise<Rebuilt> => {
  const view = await engine.createView();
  const sweeper = sweeperOf(processingTimes, log, view, realSurroundings);
  engine.counter.reset();
  const { building } = await startRebuild(sweeper);
  const never = instant(Number.POSITIVE_INFINITY);
  let phases: readonly string[] = [];
  while (!phases.includes('compacting')) {
    const progress = await Promise.all(times(segments, (segment) => advanceRebuild(sweeper, segment, never)));
    phases = progress.map(({ phase }) => phase);
  }
  const { readUnits, writeUnits } = engine.counter.counted();
  const { sweptAt = null } = (await readGenerations(view, processingTimes)).building ?? {};
  const filled = (await readSweeps(view)).map(({ before }) => before?.finishedAt ?? Number.NaN);
  const since = building?.startedAt ?? Number.NaN;
  return {
    filledMs: Math.max(...filled) - since,
    sweptMs: (sweptAt ?? Number.NaN) - since,
    rcu: readUnits,
    wcu: writeUnits,
  };
};

const eventsPerRequest = 8;

const rebuildRows = async (engine: Engine, quick: boolean): Promise<Row[]> => {
  const log = await engine.createLog();
  const appender = createAppender(log, realSurroundings);
  const requests = quick ? 200 : 1_000;
  for (let n = 0; n < requests; n++)
    for (let from = 0; from < eventsPerRequest; from += 2)
      await appendTo(appender, `000.00.01.H29-rebuild-${n}`, from, from + 2);
  const rounds: Rebuilt[] = [];
  for (let round = 0; round < (quick ? 2 : 5); round++) rounds.push(await rebuild(engine, log));
  const perSecond = (ms: (of: Rebuilt) => number) =>
    figure(rounds.map((round) => (requests * eventsPerRequest * 1000) / ms(round)));
  const perRequest = (units: (of: Rebuilt) => number) => ({
    value: median(rounds.map((round) => units(round) / requests)),
  });
  return [
    {
      id: 'projections.rebuild',
      what: 'rebuild from the log: filled, and every row checked',
      unit: 'events/s',
      ours: perSecond(({ sweptMs }) => sweptMs),
      beside: { 'filled alone': perSecond(({ filledMs }) => filledMs) },
    },
    {
      id: 'projections.rebuild.wcu',
      what: 'rebuild from the log',
      unit: 'WCU per request',
      ours: perRequest(({ wcu }) => wcu),
    },
    {
      id: 'projections.rebuild.rcu',
      what: 'rebuild from the log',
      unit: 'RCU per request',
      ours: perRequest(({ rcu }) => rcu),
    },
  ];
};

/** What a projection costs: its pure part, a changed request, a rebuild. */
export const projectionRows = async (engine: Engine, quick: boolean): Promise<Row[]> => [
  foldRow(quick),
  ...(await changedRows(engine, 8, 1)),
  ...(await changedRows(engine, 8, 5)),
  ...(await changedRows(engine, 100, 1)),
  ...(await changedRows(engine, 100, 5)),
  ...(await rebuildRows(engine, quick)),
];
