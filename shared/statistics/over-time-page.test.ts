import { expect, it } from 'vitest';
import { forwarded, reopened, resolved, submitted, withdrawn } from '../../test/builders.ts';
import { blocksOfHistories } from '../../test/lines.ts';
import { expectShown, readPage, table } from '../../test/page.ts';
import { startOfDay } from '../calendar/zone.ts';
import { instantOf } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { difference } from './difference.ts';
import { type FlowQuestion, flow, mostRows } from './flow.ts';
import { share } from './wilson.ts';
import { xmr } from './xmr.ts';

const page = readPage('measures.md');
const zone = 'Asia/Ho_Chi_Minh';

const on = (text: string) => ({ time: `2024-01-${text}+07:00` });
const lives = [
  [submitted(0, { agency: 'H29' }, on('11T08:00:00')), resolved(0, {}, on('16T08:00:00'))],
  [
    submitted(0, { agency: 'H29' }, on('15T08:00:00')),
    forwarded(0, { to: 'H29.07' }, on('17T08:00:00')),
    resolved(0, {}, on('23T08:00:00')),
  ],
  [
    submitted(0, { agency: 'H29' }, on('16T08:00:00')),
    resolved(0, {}, on('18T08:00:00')),
    reopened(0, {}, on('22T08:00:00')),
  ],
  [submitted(0, { agency: 'H29.07' }, on('24T08:00:00')), withdrawn(0, {}, on('25T08:00:00'))],
];
const weeks: FlowQuestion = {
  from: startOfDay('2024-01-15', zone),
  until: startOfDay('2024-01-29', zone),
  asOf: instantOf('2024-01-26T16:59:59.999+07:00'),
  by: 'week',
  groupBy: [],
  zone,
};
const ask = (more: Partial<FlowQuestion>) =>
  flow(blocksOfHistories(processingTimes, lives, zone), { ...weeks, ...more });

const rows = [...ask({ groupBy: ['agency'] }), ...ask({})].flatMap((one) =>
  one.rows.map((row) => [
    row.group.agency ?? 'together',
    `${row.period}${row.partial ? ' (partial)' : ''}`,
    ...[
      row.backlogStart,
      row.received,
      row.reopened,
      row.transferredIn,
      row.closed,
      row.otherEnds,
      row.transferredOut,
      row.backlogEnd,
    ].map(String),
  ]),
);

const firstTwo = flow(blocksOfHistories(processingTimes, lives.slice(0, 2), zone), {
  ...weeks,
  from: startOfDay('2024-01-11', zone),
  until: startOfDay('2024-01-25', zone),
});
const laws = [
  { name: 'all four, until Friday 17:00', groups: ask({}) },
  { name: 'the first two alone, from Thursday 11 to Wednesday 24 January', groups: firstTwo },
].flatMap(({ name, groups }) =>
  groups.map(({ littlesLaw }) => {
    const { days, meanOpen, arrivals, timeInSystem, expectedOpen, ratio, openAtStart, openAtEnd } =
      littlesLaw;
    const shown = (value: number | null) => (value ?? Number.NaN).toFixed(3);
    return [
      name,
      shown(days),
      String(arrivals),
      shown(meanOpen),
      `${shown((timeInSystem.mean ?? Number.NaN) / 24)} days of ${timeInSystem.n}`,
      shown(expectedOpen),
      shown(ratio),
      `${openAtStart}, ${openAtEnd}`,
    ];
  }),
);

const closed = [12, 15, 11, 14, 13, 16, 12, 14, 13, 15, 29, 14, 16, 17, 18, 16, 17, 19, 18, 17];
const chart = xmr(closed);
const limits = [
  ['mean', chart.mean],
  ['mean moving range', chart.meanMovingRange],
  ['lower limit', chart.low],
  ['upper limit', chart.high],
  ['limit of the moving range', chart.movingRangeHigh],
].map(([name, value]) => [String(name), Number(value).toFixed(3)]);
const signals = chart.signals.map(({ rule, side, first, last }) => [
  `\`${rule}\``,
  side ?? '',
  first === last ? `${first + 1}` : `${first + 1} to ${last + 1}`,
]);

const percent = (value: number | null) => ((value ?? Number.NaN) * 100).toFixed(1);
const pairs = [
  [share(56, 70), share(48, 80)],
  [share(9, 10), share(3, 10)],
  [share(7, 10), share(5, 10)],
] as const;
const differences = pairs.map(([a, b]) => {
  const sides = [a, b].map(
    ({ value, low, high, n }) =>
      `${Math.round((value ?? 0) * n)} of ${n}: ${percent(value)}% (${percent(low)} to ${percent(high)})`,
  );
  const { value, low, high, verdict } = difference(a, b);
  return [...sides, `${percent(value)} points`, `${percent(low)} to ${percent(high)}`, `\`${verdict}\``];
});
const median = difference({ value: 120, low: 96, high: 150 }, { value: 170, low: 140, high: 200 });

const tables = {
  flow: table(
    ['agency', 'period', 'start', 'received', 'reopened', 'in', 'closed', 'other ends', 'out', 'end'],
    rows,
  ),
  littles: table(['time', 'days', 'arrivals', 'L', 'W', 'λ·W', 'ratio', 'open at start, at end'], laws),
  xmr: table(['', 'of the twenty weeks'], limits),
  signals: table(['rule', 'side', 'weeks'], signals),
  differences: table(['now', 'before', 'difference', '95% interval', 'verdict'], differences),
};

it('the page shows what the code counts; `vitest -u` writes it anew', async () => {
  await expectShown('measures.md', tables);
});

it('what the page says in words holds', () => {
  expect(page).toContain(`closed in twenty weeks: ${closed.join(', ')}`);
  const [value, low, high] = [median.value, median.low, median.high].map((hours) =>
    String(Math.round((hours ?? Number.NaN) * 10) / 10).replace('-', '−'),
  );
  expect(page).toContain(`by ${value} hours, between ${low} and ${high}: \`${median.verdict}\``);
  expect(page).toContain(`at most\n${mostRows.toLocaleString('en')} rows`);
});
