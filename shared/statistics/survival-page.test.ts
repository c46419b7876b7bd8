import { it } from 'vitest';
import { blocksOf, type Stored, uneventful } from '../../test/cohorts.ts';
import { isThere } from '../../test/expected.ts';
import { expectShown, table } from '../../test/page.ts';
import { waboCases } from '../../test/real-cases.ts';
import { type Instant, instant, instantOf } from '../instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../projections/processing-times.ts';
import type { Line } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { elapsed } from './clock.ts';
import { processingTimesAnswer } from './processing-times.ts';
import type { Question } from './question.ts';
import { survivalCurveAnswer } from './survival-curve.ts';

const dayMs = 86_400_000;

const stored = (
  received: Instant,
  ended: Instant | null,
  outcome: string | null,
): Stored<Line<ProcessingTimesSchema & Dimensions>> => ({
  agency: 'H29',
  chunk: 0,
  line: {
    received,
    ended,
    outcome,
    procedure: null,
    channel: null,
    accepted: null,
    due: null,
    ...uneventful,
  },
});

const days = (hours: number | null | undefined) =>
  hours === null || hours === undefined ? 'not reached' : (hours / 24).toFixed(1);
const limits = ({ low, high }: { low: number | null; high: number | null }) => `${days(low)} – ${days(high)}`;
const share = (value: number | null) => (value === null ? '' : value.toFixed(3));

const asOf = instant(20 * dayMs);
const after = (outcome: string, ...ends: readonly number[]) =>
  ends.map((day) => stored(instant(10 * dayMs), instant((10 + day) * dayMs), outcome));
const example = [
  ...after('granted', 2, 3, 3, 5, 8),
  ...after('withdrawn', 4),
  ...after('stopped', 6),
  ...[3, 7, 9].map((day) => stored(instant(asOf - day * dayMs), null, null)),
];
const question: Question = { cohort: 'received', asOf, groupBy: [], zone: 'UTC' };
const blocks = blocksOf(processingTimes.schema, example);

const curve = survivalCurveAnswer(blocks, question, elapsed)[0]?.points.map((point) => [
  `${point.at / 24}`,
  `${point.atRisk}`,
  share(point.survival),
  point.low === null ? '' : `${share(point.low)} – ${share(point.high)}`,
  ...[point.resolved, point.withdrawn, point.stopped, point.open].map(share),
]);

const survivalOf = (asked: Question, of: Parameters<typeof processingTimesAnswer>[0] = blocks) => {
  const [row] = processingTimesAnswer(of, asked);
  const { survival, duration } = row ?? {};
  if (!survival || !duration) throw new Error('there is no row');
  return { survival, duration };
};

const { survival } = survivalOf(question);
const names = ['median', 'p75', 'p90'] as const;
const quantiles = names.map((name) => [name, days(survival[name]), limits(survival.intervals[name])]);

const tables: Record<string, string> = {
  'survival curve': table(
    ['days', 'at risk', 'survival', '95% band', 'resolved', 'withdrawn', 'stopped', 'open'],
    curve ?? [],
  ),
  'survival quantiles': table(['quantile', 'days', '95% limits'], quantiles),
};

if (isThere) {
  const { cases, horizon } = waboCases();
  const real = blocksOf(
    processingTimes.schema,
    cases.map(({ received, ended }) => stored(received, ended, ended === null ? null : 'done')),
  );
  const quarter: Question = {
    cohort: 'received',
    from: instantOf('2010-10-01T00:00:00+02:00'),
    until: instantOf('2011-01-01T00:00:00+01:00'),
    asOf: instantOf('2010-12-31T23:59:59Z'),
    groupBy: [],
    zone: 'Europe/Amsterdam',
  };
  const young = survivalOf(quarter, real);
  const old = survivalOf({ ...quarter, asOf: horizon }, real);
  const row = (name: string, { survival: of }: typeof young) => [
    name,
    `${of.n}`,
    ...names.flatMap((quantile) => [days(of[quantile]), limits(of.intervals[quantile])]),
  ];
  const { n, median, p75, p90 } = young.duration;
  tables['survival wabo'] = table(
    ['', 'n', 'median', '95% limits', 'p75', '95% limits', 'p90', '95% limits'],
    [
      ['the closed ones alone, then', `${n}`, days(median), '', days(p75), '', days(p90), ''],
      row('all of them, then', young),
      row('all of them, when the log ends', old),
    ],
  );
}

it('the page shows what the code counts; `vitest -u` writes it anew', async () => {
  await expectShown('measures.md', tables);
});
