import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, cohortsOf, inGroupOrder, type Stored, uneventful } from '../../test/cohorts.ts';
import { instant } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { steps } from '../projections/steps.ts';
import { columnsOf, type Schema } from '../segment/column.ts';
import { type Block, tally } from './cohort.ts';
import type { Question } from './question.ts';
import { stepsAnswer } from './steps.ts';
import { mostGroups, TooMuch } from './too-much.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2015, 0, 2);
const lineOf = (received: number, procedure: string, channel: string) => ({
  received,
  procedure,
  channel,
  ended: null,
  accepted: null,
  due: null,
  outcome: null,
  ...uneventful,
});
type Line = ReturnType<typeof lineOf>;
const inOne = (lines: readonly Line[]): Stored<Line>[] =>
  lines.map((line) => ({ agency: 'H29', chunk: 0, line }));
const asked: Question = {
  cohort: 'received',
  asOf: instant(Date.UTC(2030, 0, 1)),
  groupBy: [],
  zone: 'Asia/Ho_Chi_Minh',
};

/** How many lines each group has. */
const counted = (lines: readonly Stored<Line>[], question: Question) =>
  inGroupOrder(
    tally(
      blocksOf(processingTimes.schema, lines),
      question,
      () => ({ n: 0 }),
      (sum, _column, { length }) => {
        sum.n += length;
      },
    ).map(({ group, tally: { n } }) => ({ group, n })),
  );
const expected = (lines: readonly Stored<Line>[], question: Question) =>
  inGroupOrder(cohortsOf(lines, question).map(({ group, members }) => ({ group, n: members.length })));

describe('groups', () => {
  it('by instants that lie centuries apart are those of the definition', () => {
    const years = fc.constantFrom('0001-01-01', '0001-12-31', '1024-02-29', '1970-01-01', '2024-06-30');
    const line = fc
      .tuple(years, fc.integer({ min: -3 * 24, max: 800 * 24 }))
      .map(([day, hours]) => lineOf(Date.parse(`${day}T20:00:00Z`) + hours * 3_600_000, 'permit', 'counter'));
    const groupBy = fc.subarray(['day', 'month', 'year'] as const, { minLength: 1 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), groupBy, (lines, by) => {
        const question = { ...asked, groupBy: by };
        expect(counted(inOne(lines), question)).toEqual(expected(inOne(lines), question));
      }),
      { numRuns: 200 },
    );
  });

  it('on axes whose product no number holds are still told apart', () => {
    const lines = Array.from({ length: 4_000 }, (_, n) =>
      [0, 1].map((other) => lineOf(start + n * dayMs, `p${n}`, `c${(n + other) % 700}`)),
    ).flat();
    const question = { ...asked, groupBy: ['day', 'week', 'month', 'year', 'procedure', 'channel'] as const };
    const found = counted(inOne(lines), question);
    expect(found).toHaveLength(8_000);
    expect(found).toEqual(expected(inOne(lines), question));
  });

  it('that are more than any answer holds are refused before all are counted', () => {
    const lines = inOne(Array.from({ length: mostGroups + 1 }, (_, n) => lineOf(start, `p${n}`, 'counter')));
    const question = { ...asked, groupBy: ['procedure'] as const };
    expect(() => counted(lines, question)).toThrow(TooMuch);
    expect(counted(lines.slice(1), question)).toHaveLength(mostGroups);
  });
});

describe('groups of steps', () => {
  const stepsBlock = (lines: readonly object[]) => {
    const bare = Object.fromEntries(Object.keys(steps.schema).map((name) => [name, null]));
    const filled = lines.map((line, n) => ({ ...bare, received: start, nth: 1, kind: 'step', n, ...line }));
    return {
      agency: 'H29',
      columns: columnsOf<Schema>(steps.schema, filled),
    } as unknown as Block<typeof steps.schema>;
  };
  const question = { asOf: asked.asOf, zone: asked.zone };

  it('on axes whose product no number holds are still told apart', () => {
    const cases = Array.from({ length: 3_000 }, (_, n) => [
      { nth: 1, step: `s${n}`, unit: `u${n}`, holder: `h${n}`, procedure: `p${n % 1_500}`, completed: start },
      {
        nth: 2,
        step: `t${n}`,
        unit: `v${n}`,
        holder: `h${n}`,
        procedure: `p${n % 1_500}`,
        completed: start + 1,
      },
    ]).flat();
    // Two that differ on the last axis alone, where a number would be rounded.
    const like = cases.map((line) => ({ ...line, channel: 'post' }));
    const all = [...cases.map((line) => ({ ...line, channel: 'online' })), ...like];
    const groupBy = ['step', 'previous', 'unit', 'previous-unit', 'holder', 'procedure', 'channel'] as const;
    expect(stepsAnswer([stepsBlock(all)], { ...question, groupBy })).toHaveLength(all.length);
  });

  it('that are more than any answer holds are refused', () => {
    const lines = Array.from({ length: mostGroups + 1 }, (_, n) => ({ step: `s${n}`, completed: start }));
    expect(() => stepsAnswer([stepsBlock(lines)], { ...question, groupBy: ['step'] })).toThrow(TooMuch);
  });
});
