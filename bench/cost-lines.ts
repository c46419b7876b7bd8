import { projections } from '../shared/projections/projections.ts';
import { type Priced, prices } from './prices.ts';
import { markdown, type Row } from './report.ts';

/** What a million events cost, from measured units and from how they come in. */

export type Traffic = {
  readonly name: string;
  readonly eventsPerCall: number;
  readonly eventsPerCommit: number;
  /** Where the units of this way of sending stand in bench/measured.json. */
  readonly ids: { readonly wcu: string; readonly row: string };
  readonly ingestMs: number;
};

/** Two ends of how agencies send: a desk event by event, an office's system in batches. */
export const traffics: readonly Traffic[] = [
  {
    name: 'single events',
    eventsPerCall: 1,
    eventsPerCommit: 1,
    ids: { wcu: 'log.stream-8.wcu', row: 'projections.changed-1-of-8' },
    ingestMs: 20,
  },
  {
    name: 'batches of 100, 4 a request',
    eventsPerCall: 100,
    eventsPerCommit: 4,
    ids: { wcu: 'log.batch.wcu', row: 'projections.changed-5-of-8' },
    ingestMs: 150,
  },
];

/**
 * What no run here can measure, and is assumed: durations on AWS, how full its batches are, and the memory of functions
 * (as deployed). Meant to be on the high side.
 */
export const assumed = {
  memoryGb: 0.5,
  /** Those that every commit wakes; what is for few requests is left out. */
  projections: projections.filter(({ isForFew }) => !isForFew).length,
  commitsPerPublish: 10,
  publishMs: 40,
  messagesPerProjection: 10,
  projectMs: 60,
  /** A message is sent alone; it is received and deleted in tens. */
  sqsRequestsPerMessage: 1.2,
} as const;

export type Line = { readonly what: string; readonly priced: Priced; readonly units: number };

const events = 1e6;

export const linesOf = (rows: readonly Row[], traffic: Traffic): Line[] => {
  const measured = (id: string): number => {
    const row = rows.find((one) => one.id === id);
    if (row === undefined) throw new Error(`bench/measured.json has no ${id}: run npm run bench`);
    return row.ours.value;
  };
  const { ids } = traffic;
  const calls = events / traffic.eventsPerCall;
  const commits = events / traffic.eventsPerCommit;
  const publishes = commits / assumed.commitsPerPublish;
  const wakeUps = commits * assumed.projections;
  const projects = wakeUps / assumed.messagesPerProjection;
  const gbSeconds = (runs: number, ms: number) => (runs * ms * assumed.memoryGb) / 1000;
  const line = (what: string, priced: Priced, units: number): Line => ({ what, priced, units });
  return [
    line('the door', 'HTTP API, request', calls),
    line('ingest', 'Lambda, request', calls),
    line('ingest', 'Lambda, GB-s (arm64)', gbSeconds(calls, traffic.ingestMs)),
    line('log, written', 'DynamoDB, write unit', events * measured(ids.wcu)),
    // As if no instance of the function knew the stream: with many of them, the next call mostly comes to another.
    line(
      'log, read before it is written',
      'DynamoDB, read unit',
      commits * measured('log.stream-8.cold-rcu'),
    ),
    line('publish', 'Lambda, request', publishes),
    line('publish', 'Lambda, GB-s (arm64)', gbSeconds(publishes, assumed.publishMs)),
    line('bus', 'EventBridge, event of up to 64 kB', commits),
    line('queues', 'SQS, request', wakeUps * assumed.sqsRequestsPerMessage),
    line('projections', 'Lambda, request', projects),
    line('projections', 'Lambda, GB-s (arm64)', gbSeconds(projects, assumed.projectMs)),
    line('projections, log read', 'DynamoDB, read unit', wakeUps * measured(`${ids.row}.rcu`)),
    line('projections, generations read', 'DynamoDB, read unit', projects),
    line('projections, lag noted', 'DynamoDB, write unit', projects),
    line(
      'projections, rows and changes written',
      'DynamoDB, write unit',
      wakeUps * measured(`${ids.row}.wcu`),
    ),
  ];
};

export const dollars = ({ priced, units }: Line): number => units * prices[priced];

const count = (units: number) => Math.round(units).toLocaleString('en-US');
const money = (value: number) => value.toFixed(2);

/** The table of docs/scaling.md. */
export const costTable = (rows: readonly Row[]): string => {
  const columns = traffics.map((traffic) => linesOf(rows, traffic));
  const [first = []] = columns;
  const body = first.map(({ what, priced }, index) => [
    what,
    priced,
    ...columns.flatMap((lines) => {
      const line = lines[index];
      return line ? [count(line.units), money(dollars(line))] : [];
    }),
  ]);
  const totals = columns.map((lines) => lines.reduce((sum, line) => sum + dollars(line), 0));
  const head = ['what', 'paid by', ...traffics.flatMap(({ name }) => [`${name}: units`, '$'])];
  return markdown(head, [...body, ['a million events', '', ...totals.flatMap((sum) => ['', money(sum)])]]);
};
