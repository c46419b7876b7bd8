import type { MotcuaEvent } from '../events/envelope.ts';
import { realSurroundings } from '../functions/real-surroundings.ts';
import { type EventLog, putCommit, readAll } from '../shared/event-store/event-log.ts';
import { instant } from '../shared/instant.ts';
import { processingTimes } from '../shared/projections/processing-times.ts';
import { rowOf } from '../shared/projections/projection.ts';
import { type Stream, version } from '../shared/request/stream.ts';
import { type Projector, projectRequests } from '../shared/row-store/project.ts';
import type { Schema } from '../shared/segment/column.ts';
import type { Engine } from '../test/engine.ts';
import { eventsOf } from './lives.ts';
import type { Row } from './report.ts';
import { figure, timed, times } from './samples.ts';

const zone = 'Asia/Ho_Chi_Minh';
const recordedBy = { client: 'bench' };
const recordedAt = instant(Date.UTC(2026, 10, 1));

const appendTo = async (log: EventLog, request: string, from: number, until: number): Promise<void> => {
  const events = eventsOf(request, from, until);
  const commit = { request, first: version(from + 1), last: version(until), recordedAt, recordedBy, events };
  await putCommit(log, commit);
};

const projectorOn = async (engine: Engine, log: EventLog): Promise<Projector<Schema>> => ({
  projection: processingTimes,
  log,
  view: await engine.createView(),
  zone,
  surroundings: realSurroundings,
  listed: new Set(),
});

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
    for (const stream of streams) rowOf(processingTimes, stream, zone);
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
  const projector = await projectorOn(engine, log);
  const requests = times(requestsPerBatch, (n) => `000.00.01.H29-${length}-${changed}-${n}`);
  const before = length - changed;
  for (const request of requests)
    for (let n = 0; n < before; n += 4) await appendTo(log, request, n, Math.min(n + 4, before));
  // The agency is listed and every request has a row, as in a hub that runs.
  await projectRequests(
    projector,
    requests.map((request) => wakeUp(request, 1, before)),
  );
  for (const request of requests)
    for (let n = before; n < length; n++) await appendTo(log, request, n, n + 1);
  const wakeUps = requests.flatMap((request) =>
    times(changed, (n) => wakeUp(request, before + n + 1, before + n + 1)),
  );
  engine.counter.reset();
  const outcomes = await projectRequests(projector, wakeUps);
  const { readUnits, writeUnits } = engine.counter.counted();
  const written = [...outcomes.values()].filter((outcome) => outcome === 'written').length;
  if (written !== requests.length)
    throw new Error(`${written} of ${requests.length} requests were projected`);
  const what = `${changed} ${changed === 1 ? 'event' : 'events'} more, stream of ${length}`;
  const id = `projections.changed-${changed}-of-${length}`;
  return [
    {
      id: `${id}.wcu`,
      what,
      unit: 'WCU per changed request',
      ours: { value: writeUnits / requests.length },
      bar: { atMost: 2 },
    },
    {
      id: `${id}.rcu`,
      what,
      unit: 'RCU per changed request',
      ours: { value: readUnits / requests.length },
      bar: { atMost: 1 },
    },
  ];
};

/** Fills an empty view from a log. Returns the events projected. */
const rebuild = async (projector: Projector<Schema>): Promise<number> => {
  let events = 0;
  for await (const commits of readAll(projector.log)) {
    const heads = commits.map(({ request, first, last }) => wakeUp(request, first, last));
    for (let n = 0; n < heads.length; n += requestsPerBatch)
      await projectRequests(projector, heads.slice(n, n + requestsPerBatch));
    events += commits.reduce((sum, commit) => sum + commit.events.length, 0);
  }
  return events;
};

const rebuildRow = async (engine: Engine, quick: boolean): Promise<Row> => {
  const log = await engine.createLog();
  for (let n = 0; n < (quick ? 200 : 1_000); n++) await appendTo(log, `000.00.01.H29-rebuild-${n}`, 0, 8);
  const rates: number[] = [];
  for (let round = 0; round < (quick ? 2 : 5); round++) {
    const projector = await projectorOn(engine, log);
    const { ms, result } = await timed(() => rebuild(projector));
    rates.push(result / (ms / 1000));
  }
  return { id: 'projections.rebuild', what: 'rebuild from the log', unit: 'events/s', ours: figure(rates) };
};

/** What a projection costs: its pure part, a changed request, a rebuild. */
export const projectionRows = async (engine: Engine, quick: boolean): Promise<Row[]> => [
  foldRow(quick),
  ...(await changedRows(engine, 8, 1)),
  ...(await changedRows(engine, 8, 5)),
  ...(await changedRows(engine, 100, 1)),
  ...(await changedRows(engine, 100, 5)),
  await rebuildRow(engine, quick),
];
