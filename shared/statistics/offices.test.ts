import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyDimensions,
  anyInstant,
  anyQuestion,
  blocksOf,
  cohortsOf,
  orNull,
  type Stored,
  stored,
  uneventful,
} from '../../test/cohorts.ts';
import { exactCounts, exactQuantile } from '../../test/rationals.ts';
import { instant } from '../instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../projections/processing-times.ts';
import type { Line } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { ratioOf } from './case-mix.ts';
import type { Position } from './funnel.ts';
import type { OfficesQuestion } from './judged.ts';
import { officesAnswer } from './offices.ts';
import { share } from './wilson.ts';

type Row = Line<ProcessingTimesSchema & Dimensions>;
const { schema } = processingTimes;

const anyLines = stored<Row>(
  fc
    .record({
      ...anyDimensions,
      accepted: orNull(anyInstant),
      due: orNull(anyInstant),
      outcome: orNull(fc.constantFrom('granted', 'denied', 'withdrawn', 'stopped', 'refused')),
    })
    .map((line) => ({ ...line, ...uneventful })),
);

const sometimes = <T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | object> =>
  fc.oneof(fc.constant({}), arbitrary);

const anyAsked: fc.Arbitrary<OfficesQuestion> = fc
  .tuple(
    anyQuestion,
    fc.record({ rule: fc.constantFrom('strict' as const, '766' as const) }),
    sometimes(fc.record({ depth: fc.integer({ min: 1, max: 3 }) })),
    sometimes(fc.record({ target: fc.constantFrom(0, 0.2, 0.75, 1) })),
  )
  .map(
    ([{ groupBy: _groupBy, ...question }, ...more]) =>
      Object.assign({}, question, ...more) as OfficesQuestion,
  );

const unresolved = ['withdrawn', 'stopped', 'refused'];

const near = (value: number): number => expect.closeTo(value, 9) as number;

/** Limits and position from exact fractions: the chance of each request to be on time is onTime of n. */
const plainFunnel = (
  onTime: number,
  chances: readonly (readonly [number, number])[],
  shareOf: (count: number) => number | null,
): { limits: unknown; position: Position } => {
  const nothing = { low: null, high: null, fewest: null, most: null };
  if (chances.length === 0) return { limits: { p95: nothing, p998: nothing }, position: 'no-cases' };
  const counts = exactCounts(chances);
  const possible = counts.masses.filter((mass) => mass > 0n).length;
  const at = (of: number) => exactQuantile(counts, [of, 1000]);
  const shown = ({ count, interpolated }: ReturnType<typeof at>) => {
    const value = shareOf(possible === 1 ? count : interpolated);
    return value === null ? null : near(Math.min(1, Math.max(0, value)));
  };
  const between = (low: number, high: number) => ({
    low: shown(at(low)),
    high: shown(at(high)),
    fewest: at(low).count,
    most: at(high).count,
  });
  const limits = { p95: between(25, 975), p998: between(1, 999) };
  const position = ((): Position => {
    if (onTime > limits.p998.most) return 'above-998';
    if (onTime > limits.p95.most) return 'above-95';
    if (onTime < limits.p998.fewest) return 'below-998';
    return onTime < limits.p95.fewest ? 'below-95' : 'within';
  })();
  return { limits, position };
};

/** The answer, as the page of measures words it, request by request. */
const plainly = (lines: readonly Stored<Row>[], question: OfficesQuestion) => {
  const { asOf, rule, depth = 9 } = question;
  const members = cohortsOf(lines, { ...question, groupBy: ['agency'] }).flatMap(({ group, members }) =>
    members.map((row) => ({ row, office: (group.agency ?? '').split('.').slice(0, depth).join('.') })),
  );
  const judged = members.flatMap(({ row, office }) => {
    const { procedure, outcome, accepted } = row;
    const due = accepted !== null && accepted <= asOf ? row.due : null;
    const ended = row.ended !== null && row.ended <= asOf ? row.ended : null;
    if (
      due === null ||
      (ended === null && rule === 'strict') ||
      (ended !== null && unresolved.includes(outcome ?? ''))
    )
      return [];
    return [{ office, procedure, isOnTime: (ended ?? asOf) <= due }];
  });
  const onTimeOf = (some: typeof judged) => some.filter(({ isOnTime }) => isOnTime).length;
  const lateOf = (some: typeof judged) => some.length - onTimeOf(some);
  const same = (procedure: string | null) => judged.filter((other) => other.procedure === procedure);
  const lateShare = lateOf(judged) / judged.length;
  const rows = [...new Set(members.map(({ office }) => office))].map((agency) => {
    const here = judged.filter(({ office }) => office === agency);
    const n = here.length;
    const onTime = onTimeOf(here);
    const expected = here
      .map(({ procedure }) => lateOf(same(procedure)) / same(procedure).length)
      .reduce((sum, chance) => sum + chance, 0);
    const shareOf = (count: number) => (expected === 0 ? null : 1 - (lateShare * (n - count)) / expected);
    const target: readonly [number, number] =
      question.target === undefined ? [onTimeOf(judged), judged.length] : [question.target * 20, 20];
    const crude = plainFunnel(
      onTime,
      here.map(() => target),
      (count) => count / n,
    );
    const byProcedure = plainFunnel(
      onTime,
      here.map(({ procedure }) => [onTimeOf(same(procedure)), same(procedure).length]),
      shareOf,
    );
    const ratio = ratioOf(n - onTime, expected);
    const standardisedShare = shareOf(onTime);
    return {
      agency,
      n,
      onTime,
      onTimeShare: share(onTime, n),
      expectedOnTime: n === 0 ? null : near(n - expected),
      standardisedShare: standardisedShare === null ? null : near(Math.max(0, standardisedShare)),
      ratio: Object.fromEntries(
        Object.entries(ratio).map(([name, value]) => [name, value === null ? null : near(value)]),
      ),
      limits: crude.limits,
      position: crude.position,
      standardisedLimits: byProcedure.limits,
      standardisedPosition: byProcedure.position,
      caseMix: [...Map.groupBy(here, ({ procedure }) => procedure)]
        .toSorted(([a, as], [b, bs]) => bs.length - as.length || ((a ?? '') < (b ?? '') ? -1 : 1))
        .map(([procedure, some]) => ({
          procedure,
          n: some.length,
          late: lateOf(some),
          lateShareEverywhere: near(lateOf(same(procedure)) / same(procedure).length),
        })),
    };
  });
  const byCode = rows.toSorted((a, b) => (a.agency < b.agency ? -1 : 1));
  const isBetter = ({ standardisedPosition }: (typeof rows)[number]) =>
    standardisedPosition.includes('above');
  const offices = rows.filter(({ n }) => n > 0).length;
  return {
    authority: {
      n: judged.length,
      onTime: onTimeOf(judged),
      onTimeShare: share(onTimeOf(judged), judged.length),
    },
    target: question.target ?? (judged.length === 0 ? null : onTimeOf(judged) / judged.length),
    byChance: { offices, p95: near(offices * 0.05), p998: near(offices * 0.002) },
    rows: [...byCode.filter(isBetter), ...byCode.filter((row) => !isBetter(row))],
  };
};

describe('offices side by side', () => {
  it('are what the page of measures says, whatever is asked and however the lines are stored', () => {
    fc.assert(
      fc.property(anyLines, anyAsked, (lines, question) => {
        expect(officesAnswer(blocksOf(schema, lines), question)).toEqual(plainly(lines, question));
      }),
      { numRuns: 300 },
    );
  });

  it('are the same for the same lines in other blocks', () => {
    fc.assert(
      fc.property(anyLines, anyAsked, (lines, question) => {
        const moved = lines.map((each, index) => ({ ...each, chunk: index % 2 })).toReversed();
        const [a, b] = [lines, moved].map((each) => officesAnswer(blocksOf(schema, each), question));
        expect(b).toEqual(a);
      }),
    );
  });

  it('have together as many late as are expected of them', () => {
    fc.assert(
      fc.property(anyLines, anyAsked, (lines, question) => {
        const { authority, rows } = officesAnswer(blocksOf(schema, lines), question);
        const expected = rows.reduce((sum, { n, expectedOnTime }) => sum + n - (expectedOnTime ?? 0), 0);
        expect(expected).toBeCloseTo(authority.n - authority.onTime, 9);
        expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(authority.n);
      }),
    );
  });

  it('of one procedure are compared alike, crudely and by their procedures', () => {
    fc.assert(
      fc.property(anyLines, anyAsked, (lines, { target: _target, ...question }) => {
        const alike = lines.map((each) => ({ ...each, line: { ...each.line, procedure: 'permit' } }));
        const asked = { ...question, procedure: 'permit' };
        for (const row of officesAnswer(blocksOf(schema, alike), asked).rows) {
          expect(row.standardisedPosition).toBe(row.position);
          // Where nobody was late there is no ratio, and with it no share on its scale.
          if (row.ratio.value === null) continue;
          expect(row.standardisedShare).toBeCloseTo(row.onTimeShare.value ?? Number.NaN, 9);
          for (const level of ['p95', 'p998'] as const) {
            expect(row.standardisedLimits[level].fewest).toBe(row.limits[level].fewest);
            expect(row.standardisedLimits[level].most).toBe(row.limits[level].most);
            expect(row.standardisedLimits[level].low).toBeCloseTo(row.limits[level].low ?? Number.NaN, 9);
            expect(row.standardisedLimits[level].high).toBeCloseTo(row.limits[level].high ?? Number.NaN, 9);
          }
        }
      }),
    );
  });
});

/** So many requests of an agency and procedure, some of them on time. */
const office = (agency: string, procedure: string, onTime: number, n: number): Stored<Row>[] =>
  Array.from({ length: n }, (_, index) => ({
    agency,
    chunk: 0,
    line: {
      received: 1_000,
      accepted: 1_000,
      due: 2_000,
      ended: index < onTime ? 2_000 : 2_001,
      procedure,
      channel: 'counter',
      outcome: 'granted',
      ...uneventful,
    },
  }));
const asked: OfficesQuestion = {
  cohort: 'received',
  asOf: instant(9_000),
  zone: 'UTC',
  rule: 'strict',
};
const answerOf = (...lines: Stored<Row>[][]) => officesAnswer(blocksOf(schema, lines.flat()), asked);

describe('the order', () => {
  it('is by code on either side of the expected, whatever the shares', () => {
    const codes = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6'];
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 6, maxLength: 6 }), (onTimes) => {
        const { rows } = answerOf(
          ...codes.map((code, index) => office(code, 'permit', onTimes[index] ?? 0, 40)),
        );
        const above = rows.filter(({ standardisedPosition }) => standardisedPosition.startsWith('above'));
        const others = rows.filter((row) => !above.includes(row));
        expect(rows).toEqual([...above, ...others]);
        for (const part of [above, others])
          expect(part.map(({ agency }) => agency)).toEqual(part.map(({ agency }) => agency).toSorted());
      }),
    );
  });

  it('begins with what is better than its procedures lead one to expect', () => {
    const { rows } = answerOf(
      office('H1', 'hard', 100, 200),
      office('H2', 'easy', 190, 200),
      office('H3', 'hard', 160, 200),
      office('H3', 'easy', 190, 200),
    );
    expect(rows.map(({ agency, standardisedPosition }) => [agency, standardisedPosition])).toEqual([
      ['H3', 'above-998'],
      ['H1', 'below-998'],
      ['H2', 'within'],
    ]);
  });
});

it('an agency whose requests have no due date is there without cases', () => {
  const undue = office('H7', 'permit', 1, 2).map((each) => ({ ...each, line: { ...each.line, due: null } }));
  const { rows, byChance } = answerOf(undue, office('H8', 'permit', 3, 4));
  expect(rows[0]).toMatchObject({
    agency: 'H7',
    n: 0,
    onTime: 0,
    onTimeShare: { value: null },
    expectedOnTime: null,
    standardisedShare: null,
    ratio: { value: null },
    position: 'no-cases',
    standardisedPosition: 'no-cases',
    caseMix: [],
  });
  expect(byChance.offices).toBe(1);
});

it('without any requests there are no rows and no share', () =>
  expect(answerOf()).toMatchObject({
    authority: { n: 0, onTime: 0, onTimeShare: { value: null } },
    target: null,
    byChance: { offices: 0 },
    rows: [],
  }));

it('an open request is on time until its due date has passed, by the rule of Decision 766', () => {
  const open = office('H1', 'permit', 1, 1).map((each) => ({ ...each, line: { ...each.line, ended: null } }));
  const countsAt = (asOf: number, rule: OfficesQuestion['rule']) => {
    const { n, onTime } = officesAnswer(blocksOf(schema, open), {
      ...asked,
      asOf: instant(asOf),
      rule,
    }).authority;
    return [n, onTime];
  };
  expect(countsAt(1_999, '766')).toEqual([1, 1]);
  expect(countsAt(2_000, '766')).toEqual([1, 1]);
  expect(countsAt(2_001, '766')).toEqual([1, 0]);
  expect(countsAt(2_001, 'strict')).toEqual([0, 0]);
});

it('shows the ten commonest procedures', () => {
  const names = 'abcdefghijkl'.split('');
  const { rows } = answerOf(...names.map((name, index) => office('H1', name, 1, 2 + (index % 2))));
  expect(rows[0]?.caseMix.map(({ procedure }) => procedure).join('')).toBe('bdfhjlaceg');
});

it('an agency with all under it, so many parts of its code deep', () => {
  const lines = ['H1', 'H1.02', 'H1.02.03', 'H1.020', 'H2.01.01'].flatMap((code) =>
    office(code, 'permit', 1, 2),
  );
  const at = (depth: number) =>
    officesAnswer(blocksOf(schema, lines), { ...asked, depth }).rows.map(({ agency, n }) => [agency, n]);
  expect(at(1)).toEqual([
    ['H1', 8],
    ['H2', 2],
  ]);
  expect(at(2)).toEqual([
    ['H1', 2],
    ['H1.02', 4],
    ['H1.020', 2],
    ['H2.01', 2],
  ]);
});
