import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvents, at, reopened, resolved, submitted } from '../../test/builders.ts';
import { anyDimensions, anyQuestion, blocksOf, type Stored, stored, uneventful } from '../../test/cohorts.ts';
import { blocksOfHistories } from '../../test/lines.ts';
import { monthOf } from '../calendar/zone.ts';
import { instant } from '../instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../projections/processing-times.ts';
import type { Line } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { summarize } from '../segment/summary.ts';
import type { Block } from './cohort.ts';
import { mayMatter } from './needed.ts';
import { processingTimesAnswer } from './processing-times.ts';
import type { Question } from './question.ts';

const { schema } = processingTimes;
type Row = Line<ProcessingTimesSchema & Dimensions>;
const anyLines = stored(
  fc
    .record(anyDimensions)
    .map((line) => ({ ...line, accepted: null, due: null, outcome: null, ...uneventful })),
);

/** Lines stored as they are: a segment for each agency and month of receipt. */
const segmentsOf = (lines: readonly Stored<Row>[], zone: string) => {
  const monthOfReceipt = ({ line }: Stored<Row>) => monthOf(instant(line.received ?? 0), zone);
  const months = new Set(lines.map(monthOfReceipt));
  return [...months].flatMap((month) =>
    blocksOf(
      schema,
      lines.filter((each) => monthOfReceipt(each) === month).map((each) => ({ ...each, chunk: 0 })),
    ).map((block) => ({ block, summary: summarize(month, block.columns) })),
  );
};

const monthsOf = ({ from, until, zone }: Question) => ({
  first: from === undefined ? '' : monthOf(from, zone),
  last: until === undefined ? '~' : monthOf(instant(until - 1), zone),
});

describe('segments that cannot matter', () => {
  it('are not missed in the answer', () => {
    fc.assert(
      fc.property(anyLines, anyQuestion, (lines, question) => {
        const segments = segmentsOf(lines, question.zone);
        const isNeeded = mayMatter(question, monthsOf(question), true);
        const blocksWhere = (
          isRead: (segment: (typeof segments)[number]) => boolean,
        ): Block<typeof schema>[] => segments.filter(isRead).map(({ block }) => block);
        expect(
          processingTimesAnswer(
            blocksWhere(({ summary }) => isNeeded(summary)),
            question,
          ),
        ).toEqual(
          processingTimesAnswer(
            blocksWhere(() => true),
            question,
          ),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('are not missed for what was reopened, forwarded or moved since', () => {
    const ends = ['resolved', 'reopened', 'forwarded', 'submitted'].map(
      (name) => `motcua.request.${name}.v1`,
    );
    const often = anyEvents.map((events) => events.filter(({ type }) => ends.includes(type)));
    const minute = fc.integer({ min: -10, max: 140 }).map(at);
    const asked = fc.record({
      cohort: fc.constantFrom('received' as const, 'closed' as const),
      asOf: minute,
      from: minute,
      until: minute,
      groupBy: fc.constantFrom([] as const, ['agency'] as const, ['week'] as const),
    });
    fc.assert(
      fc.property(fc.array(often, { maxLength: 4 }), asked, (histories, rest) => {
        const question: Question = { ...rest, zone: 'UTC' };
        const blocks = blocksOfHistories(processingTimes, histories, 'UTC');
        const isNeeded = mayMatter(question, monthsOf(question), true);
        const read = blocks.filter(({ columns }) => isNeeded(summarize('2024-01', columns)));
        expect(processingTimesAnswer(read, question)).toEqual(processingTimesAnswer(blocks, question));
      }),
      { numRuns: 2_000 },
    );
  });

  it('of the ends of a life are read for each of them', () => {
    const life = [
      submitted(0),
      resolved(10),
      reopened(20),
      resolved(30),
      reopened(40),
      resolved(50),
      reopened(60),
    ];
    const [block] = blocksOfHistories(processingTimes, [life], 'UTC');
    if (block === undefined) throw new Error('the life has no lines');
    const closedAt = (minute: number): boolean => {
      const from = at(minute);
      const question: Question = {
        cohort: 'closed',
        asOf: from,
        from,
        until: instant(from + 1),
        groupBy: ['month'],
        zone: 'UTC',
      };
      return mayMatter(question, monthsOf(question), true)(summarize('2024-01', block.columns));
    };
    expect([5, 10, 30, 50, 55].map(closedAt)).toEqual([false, true, true, true, false]);
  });

  it('are not read', () => {
    const summary = {
      month: '2024-02',
      sequence: 1,
      lines: 9,
      open: 0,
      firstEnd: 100,
      lastEnd: 200,
      bytes: 99,
    };
    const reads = (
      question: Partial<Question>,
      months: { first: string; last: string },
      withCarriedOver = true,
    ) =>
      mayMatter(
        { cohort: 'received', asOf: instant(900), groupBy: [], zone: 'UTC', ...question },
        months,
        withCarriedOver,
      )(summary);
    const march = { first: '2024-03', last: '2024-03' };
    expect(reads({}, { first: '2024-02', last: '2024-02' })).toBe(true);
    expect(reads({ from: instant(201) }, march)).toBe(false);
    expect(reads({ from: instant(200) }, march)).toBe(true);
    expect(reads({ from: instant(200) }, march, false)).toBe(false);
    expect(reads({ from: instant(200), groupBy: ['day'] }, march)).toBe(false);
    expect(
      reads(
        { cohort: 'closed', from: instant(50), until: instant(100) },
        { first: '2024-01', last: '2024-01' },
      ),
    ).toBe(false);
    expect(
      reads(
        { cohort: 'closed', from: instant(50), until: instant(101) },
        { first: '2024-01', last: '2024-01' },
      ),
    ).toBe(true);
  });
});
