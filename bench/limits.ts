import { assumed, type Traffic, traffics } from './cost-lines.ts';
import { markdown, type Row } from './report.ts';

/** What one region allows by default, and how many events a second reach it. Sources: docs/scaling.md. */

type Use = {
  /** Per event. */
  readonly calls: number;
  readonly commits: number;
  readonly writeUnits: number;
  readonly changedRows: number;
  readonly rowWriteUnits: number;
  /** Seconds that functions run, of all kinds together. */
  readonly runSeconds: number;
};

type Limit = {
  readonly what: string;
  readonly perSecond: number;
  readonly used: (use: Use) => number;
  readonly next: string;
};

const limits: readonly Limit[] = [
  {
    what: 'calls of the API, the stage’s own throttle (`infra/constructs/http-api.ts`)',
    perSecond: 500,
    used: ({ calls }) => calls,
    next: 'raise it; send batches',
  },
  {
    what: 'commits to one request: write units of one partition',
    perSecond: 1_000,
    used: ({ writeUnits }) => writeUnits,
    next: 'none: a stream is one partition key',
  },
  {
    what: 'changes of one agency: write units of one partition',
    perSecond: 1_000,
    used: ({ changedRows }) => changedRows,
    next: 'spread the change index over several keys',
  },
  {
    what: 'write units of the events table, warm from the start',
    perSecond: 4_000,
    used: ({ writeUnits }) => writeUnits,
    next: 'it doubles with its traffic; set warm throughput before a known rush',
  },
  {
    what: 'concurrent runs of functions, all of them',
    perSecond: 1_000,
    used: ({ runSeconds }) => runSeconds,
    next: 'ask for more; send batches',
  },
  {
    what: 'invocations of rule targets, us-east-1',
    perSecond: 18_750,
    used: ({ commits }) => commits * assumed.projections,
    next: 'ask for more; above that one rule for all projections, or none: the function that publishes sends to the queues',
  },
  {
    what: 'PutEvents, us-east-1, an entry counted as one',
    perSecond: 10_000,
    used: ({ commits }) => commits,
    next: 'ask for more; announce several commits in one entry',
  },
  {
    what: 'calls of the API, account',
    perSecond: 10_000,
    used: ({ calls }) => calls,
    next: 'send batches; ask for more',
  },
  {
    what: 'write units of one projection’s table',
    perSecond: 40_000,
    used: ({ rowWriteUnits }) => rowWriteUnits,
    next: 'ask for more; a longer batching window folds changes of one request together',
  },
  {
    what: 'write units of the events table',
    perSecond: 40_000,
    used: ({ writeUnits }) => writeUnits,
    next: 'ask for more; one deployment per authority',
  },
];

const useOf = (rows: readonly Row[], { eventsPerCall, eventsPerCommit, ids, ingestMs }: Traffic): Use => {
  const measured = (id: string) => rows.find((row) => row.id === id)?.ours.value ?? Number.NaN;
  const commits = 1 / eventsPerCommit;
  const runMs =
    ingestMs / eventsPerCall +
    (commits / assumed.commitsPerPublish) * assumed.publishMs +
    ((commits * assumed.projections) / assumed.messagesPerProjection) * assumed.projectMs;
  return {
    calls: 1 / eventsPerCall,
    commits,
    writeUnits: measured(ids.wcu),
    changedRows: commits,
    rowWriteUnits: commits * measured(`${ids.row}.wcu`),
    runSeconds: runMs / 1000,
  };
};

const count = (value: number) => Math.floor(value).toLocaleString('en-US');

/** The table of docs/scaling.md: the limit that a growing hub meets first stands first. */
export const limitTable = (rows: readonly Row[]): string => {
  const lines = limits.map(({ what, perSecond, used, next }) => ({
    what,
    perSecond,
    next,
    reached: traffics.map((traffic) => perSecond / used(useOf(rows, traffic))),
  }));
  const head = ['limit', 'per second', ...traffics.map(({ name }) => `${name}: events/s`), 'next step'];
  const body = lines
    .toSorted((a, b) => (a.reached[0] ?? 0) - (b.reached[0] ?? 0))
    .map(({ what, perSecond, reached, next }) => [what, count(perSecond), ...reached.map(count), next]);
  return markdown(head, body);
};
