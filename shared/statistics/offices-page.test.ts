import { expect, it } from 'vitest';
import { blocksOf, type Stored, uneventful } from '../../test/cohorts.ts';
import { expectShown, readPage, table } from '../../test/page.ts';
import { instant } from '../instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../projections/processing-times.ts';
import type { Line } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { binomial } from './binomial.ts';
import { byChance, funnelLimits, type Limits } from './funnel.ts';
import { officesAnswer } from './offices.ts';

const page = readPage('measures.md');

const percent = (share: number | null) => (share === null ? '' : `${(share * 100).toFixed(1)}%`);
const between = ({ low, high }: Limits['p95']) => `${percent(low)}–${percent(high)}`;

const funnel = [10, 50, 100, 500, 1_000].map((n) => {
  const { p95, p998 } = funnelLimits(n, 0.8);
  const numbers = ({ fewest, most }: Limits['p95']) => `${fewest}–${most}`;
  return [`${n}`, numbers(p95), between(p95), numbers(p998), between(p998)];
});

const procedures = ['fast', 'slow'] as const;
const offices = {
  'H29.01': { fast: [97, 100], slow: [260, 400] },
  'H29.02': { fast: [356, 400], slow: [45, 100] },
};
const requests = Object.entries(offices).flatMap(([agency, of]) =>
  procedures.flatMap((procedure) => {
    const [onTime = 0, n = 0] = of[procedure];
    return Array.from({ length: n }, (_, index): Stored<Line<ProcessingTimesSchema & Dimensions>> => {
      const facts = { received: 0, accepted: 0, due: 1, ended: index < onTime ? 1 : 2, outcome: 'granted' };
      return { agency, chunk: 0, line: { ...facts, procedure, channel: 'counter', ...uneventful } };
    });
  }),
);
const { authority, rows } = officesAnswer(blocksOf(processingTimes.schema, requests), {
  cohort: 'received',
  asOf: instant(9),
  zone: 'UTC',
  rule: 'strict',
});

const shares = rows.map(({ agency, onTime, n, caseMix }) => [
  agency,
  ...procedures.map((name) => {
    const { n: of = 0, late = 0 } = caseMix.find(({ procedure }) => procedure === name) ?? {};
    return `${of - late} of ${of}: ${percent((of - late) / of)}`;
  }),
  `${onTime} of ${n}: ${percent(onTime / n)}`,
]);
const positions = rows.map((row) => [
  row.agency,
  percent(row.onTimeShare.value),
  between(row.limits.p95),
  row.position,
  `${row.n - row.onTime} / ${(row.n - (row.expectedOnTime ?? 0)).toFixed(1)} = ${row.ratio.value?.toFixed(3)}`,
  percent(row.standardisedShare),
  between(row.standardisedLimits.p95),
  row.standardisedPosition,
]);

const tables = {
  funnel: table(['n', 'fewest–most, 95%', 'low–high, 95%', 'fewest–most, 99.8%', 'low–high, 99.8%'], funnel),
  simpson: table(['office', ...procedures, 'together'], shares),
  positions: table(
    [
      'office',
      'crude',
      'limits, 95%',
      'position',
      'late / expected',
      'standardised',
      'limits, 95%',
      'position',
    ],
    positions,
  ),
};

it('the page shows what the code counts; `vitest -u` writes it anew', async () => {
  await expectShown('measures.md', tables);
});

it('what the page says in words holds', () => {
  const { n, onTime } = authority;
  expect(page).toContain(`together ${onTime} of ${n.toLocaleString('en')} on time`);
  // Ten of ten, around 80%: one case of nine.
  expect(Math.round(1 / (binomial(10, 0.8).masses.at(-1) ?? 0))).toBe(9);
  expect(funnelLimits(10, 0.8).p95.high).toBeLessThan(1);
  const { p95, p998 } = byChance(150);
  expect(page).toContain(
    `up to ${p95} outside the limits of 95%, and ${p998.toFixed(1)} outside those of 99.8%`,
  );
});
