import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvents, at } from '../../test/builders.ts';
import {
  anyDimensions,
  anyQuestion,
  blocksOf,
  cohortsOf,
  inGroupOrder,
  orNull,
  stored,
  uneventful,
} from '../../test/cohorts.ts';
import { numberOf } from '../../test/fractions.ts';
import { blocksOfHistories, happenedBy, withoutRetractions } from '../../test/lines.ts';
import { limitsOf, plainIncidence, type Sample, stepsOf, ways } from '../../test/plain-survival.ts';
import { instant } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { elapsed } from './clock.ts';
import { mostPoints, mostPointsInAll, survivalCurveAnswer } from './survival-curve.ts';
import { TooMuch } from './too-much.ts';

const { schema } = processingTimes;
const hourMs = 3_600_000;

const anyLines = stored(
  fc
    .record({
      ...anyDimensions,
      outcome: orNull(fc.constantFrom('granted', 'denied', 'withdrawn', 'stopped', 'refused')),
    })
    .map((line) => ({ ...line, accepted: null, due: null, ...uneventful })),
);

/** What the definitions say of a time in hours, each looked up anew. */
const plainPoint = (sample: Sample, at: number) => {
  const { open, resolved, withdrawn, stopped, refused } = sample;
  const all = Object.values(sample).flat();
  const isFollowed = all.some((time) => time >= at);
  const step = stepsOf(resolved, [...open, ...withdrawn, ...stopped, ...refused]).findLast(
    ({ time }) => time <= at,
  );
  const survival = step ? numberOf(step.survival) : 1;
  const shares = plainIncidence(sample, at);
  const near = (value: number | null | undefined) =>
    typeof value === 'number' ? expect.closeTo(value, 12) : null;
  const isKnown = isFollowed || survival === 0;
  const isTold = isFollowed || numberOf(shares.open) === 0;
  const limits = isKnown && step ? limitsOf(step) : undefined;
  return {
    at,
    atRisk: all.filter((time) => time >= at).length,
    survival: isKnown ? near(survival) : null,
    low: near(limits?.low),
    high: near(limits?.high),
    ...Object.fromEntries(
      Object.entries(shares).map(([name, share]) => [name, isTold ? near(numberOf(share)) : null]),
    ),
  };
};

describe('the curve', () => {
  it('is what the definitions say at any time, whatever is asked and however the lines are stored', () => {
    const anyTimes = fc.array(fc.nat(1_200), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anyLines, anyQuestion, anyTimes, (lines, asked, hours) => {
        const question = { ...asked, cohort: 'received' as const };
        const answer = survivalCurveAnswer(
          blocksOf(schema, lines),
          question,
          elapsed,
          hours.map((hour) => hour * hourMs),
        );
        const expected = cohortsOf(lines, question)
          .filter(({ members }) => members.length > 0 || question.groupBy.length === 0)
          .map(({ group, members }) => {
            const { asOf } = question;
            const isOpen = ({ ended }: { ended: number | null }) => ended === null || ended > asOf;
            const took = (row: { received: number | null; ended: number | null }) =>
              Math.max(0, ((isOpen(row) ? asOf : (row.ended ?? 0)) - (row.received ?? 0)) / hourMs);
            const wayOf = (outcome: string | null) => ways.find((way) => way === outcome) ?? 'resolved';
            const sample = {
              ...(Object.fromEntries(
                ways.map((way) => [
                  way,
                  members.filter((row) => !isOpen(row) && wayOf(row.outcome) === way).map(took),
                ]),
              ) as Record<(typeof ways)[number], number[]>),
              open: members.filter(isOpen).map(took),
            };
            return {
              group,
              unit: 'h',
              n: members.length,
              thinned: false,
              points: hours.map((hour) => plainPoint(sample, hour)),
            };
          });
        expect(inGroupOrder(answer)).toEqual(inGroupOrder(expected));
      }),
      { numRuns: 300 },
    );
  });

  it('as of an instant is the one that was given then, whatever has happened since', () => {
    const minute = fc.integer({ min: -10, max: 140 });
    fc.assert(
      fc.property(fc.array(anyEvents, { maxLength: 4 }), minute, minute, (told, asOf, time) => {
        const histories = told.map(withoutRetractions);
        const then = histories.map((events) => happenedBy(events, at(asOf)));
        const question = { ...everything, asOf: at(asOf), groupBy: ['agency'] as const };
        const [now, before] = [histories, then].map((each) =>
          survivalCurveAnswer(blocksOfHistories(processingTimes, each, 'UTC'), question, elapsed, [
            Math.max(0, time) * 60_000,
          ]),
        );
        expect(now).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  const everything = {
    cohort: 'received',
    asOf: instant(5_000 * hourMs),
    groupBy: [],
    zone: 'UTC',
  } as const;
  const lineOf = (received: number, ended: number | null, outcome: string | null = 'granted') => ({
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

  it('has a point for the start and for every end, whichever', () => {
    const lines = [
      lineOf(0, 3 * hourMs),
      lineOf(0, 5 * hourMs, 'withdrawn'),
      lineOf(0, 3 * hourMs, 'stopped'),
      lineOf(0, null, null),
    ];
    const [row] = survivalCurveAnswer(blocksOf(schema, lines), everything, elapsed);
    expect(row).toMatchObject({
      n: 4,
      thinned: false,
      points: [
        { at: 0, atRisk: 4, survival: 1, low: null, high: null, open: 1 },
        { at: 3, atRisk: 4, survival: 0.75, resolved: 0.25, stopped: 0.25, withdrawn: 0, open: 0.5 },
        { at: 5, atRisk: 2, survival: 0.75, resolved: 0.25, withdrawn: 0.25, refused: 0, open: 0.25 },
      ],
    });
  });

  it('of more steps than can be told has the first, the last and those evenly between', () => {
    const lines = Array.from({ length: 2 * mostPoints }, (_, n) => lineOf(0, (n + 1) * hourMs));
    const [row] = survivalCurveAnswer(blocksOf(schema, lines), everything, elapsed);
    expect(row).toMatchObject({ n: 2 * mostPoints, thinned: true });
    const times = row?.points.map(({ at }) => at) ?? [];
    expect(times).toHaveLength(mostPoints);
    expect([times[0], times.at(-1)]).toEqual([0, 2 * mostPoints]);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(new Set(gaps)).toEqual(new Set([2, 3]));
    const few = survivalCurveAnswer(blocksOf(schema, lines.slice(0, mostPoints - 1)), everything, elapsed);
    expect(few[0]).toMatchObject({ thinned: false });
    expect(few[0]?.points).toHaveLength(mostPoints);
  });

  it('of many groups share the points, and is refused where they have too many', () => {
    const many = (groups: number, each: number) =>
      blocksOf(
        schema,
        Array.from({ length: groups * each }, (_, n) => {
          const { line, ...about } = lineOf(0, (n + 1) * hourMs);
          return { ...about, line: { ...line, procedure: `p${n % groups}` } };
        }),
      );
    const question = { ...everything, asOf: instant(50_000 * hourMs), groupBy: ['procedure'] as const };
    const rows = survivalCurveAnswer(many(150, 200), question, elapsed);
    expect(new Set(rows.map(({ points }) => points.length))).toEqual(new Set([133]));
    expect(rows.every(({ thinned, points }) => thinned && points[0]?.at === 0)).toBe(true);
    const most = mostPointsInAll / 25;
    expect(survivalCurveAnswer(many(most, 30), question, elapsed)[0]?.points).toHaveLength(25);
    expect(() => survivalCurveAnswer(many(most + 1, 30), question, elapsed)).toThrow(TooMuch);
    const times = Array.from({ length: 100 }, (_, n) => n * hourMs);
    expect(() => survivalCurveAnswer(many(201, 1), question, elapsed, times)).toThrow(TooMuch);
    expect(survivalCurveAnswer(many(200, 1), question, elapsed, times)).toHaveLength(200);
  });

  it('of nobody says nothing', () => {
    const [row] = survivalCurveAnswer([], everything, elapsed, [0, hourMs]);
    const nothing = { atRisk: 0, survival: null, low: null, high: null, resolved: null, open: null };
    expect(row).toMatchObject({ n: 0, points: [nothing, nothing] });
  });
});
