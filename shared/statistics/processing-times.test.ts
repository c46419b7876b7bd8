import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyDimensions,
  anyInstant,
  anyQuestion,
  blocksOf,
  type Cohort,
  cohortsOf,
  inGroupOrder,
  orNull,
  stored,
  uneventful,
} from '../../test/cohorts.ts';
import { plainPunctuality } from '../../test/plain-punctuality.ts';
import { plainSurvival } from '../../test/plain-survival.ts';
import { type Instant, instant, instantOf } from '../instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../projections/processing-times.ts';
import type { Line } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { type ProcessingTimesRow, processingTimesAnswer } from './processing-times.ts';
import type { Question } from './question.ts';
import { share } from './wilson.ts';

type Row = Line<ProcessingTimesSchema & Dimensions>;
const { schema } = processingTimes;

/** What happens to few requests is told in as-known.test.ts. */
const anyLines = stored(
  fc
    .record({
      ...anyDimensions,
      accepted: orNull(anyInstant),
      due: orNull(anyInstant),
      outcome: orNull(fc.constantFrom('granted', 'denied', 'withdrawn')),
    })
    .map((line) => ({ ...line, ...uneventful })),
);

/** The smallest value that at least the share q of all values does not exceed. */
const smallestCovering = (values: readonly number[], percent: number): number | null =>
  values
    .toSorted((a, b) => a - b)
    .find((value) => values.filter((other) => other <= value).length * 100 >= values.length * percent) ??
  null;

/** The answer for one cohort, measure by measure, as the contract words them. */
const plainly = (
  { group, members, carriedOver }: Cohort<Row>,
  { cohort, asOf, from, groupBy, zone }: Question,
): ProcessingTimesRow => {
  const hasEnded = (row: Row) => row.ended !== null && row.ended <= asOf;
  const dueOf = (row: Row) => (row.accepted !== null && row.accepted <= asOf ? row.due : null);
  const open = members.filter((row) => !hasEnded(row));
  const unresolved = ['withdrawn', 'stopped', 'refused'];
  const [withdrawn, stopped, refused] = unresolved.map(
    (outcome) => members.filter((row) => hasEnded(row) && row.outcome === outcome).length,
  );
  const closed = members.filter((row) => hasEnded(row) && !unresolved.includes(row.outcome ?? ''));
  const count = (rows: readonly Row[], is: (due: number, row: Row) => boolean) =>
    rows.filter((row) => {
      const due = dueOf(row);
      return due !== null && is(due, row);
    }).length;
  const onTime = count(closed, (due, { ended }) => (ended ?? 0) <= due);
  const late = count(closed, (due, { ended }) => (ended ?? 0) > due);
  const overdue = count(open, (due) => due < asOf);
  const notYetDue = count(open, (due) => due >= asOf);
  const hours = closed
    .map(({ received, ended }) => ((ended ?? 0) - (received ?? 0)) / 3_600_000)
    .filter((duration) => duration >= 0);
  const elapsedHours = hours.reduce((sum, each) => sum + each, 0);
  const dues = (rows: readonly Row[]) =>
    rows.flatMap((row) => {
      const due = dueOf(row);
      return due === null ? [] : [{ ended: row.ended ?? 0, due }];
    });
  const openDues = dues(open).map(({ due }) => due);
  /** From the submission to the end, or to `asOf` where it had none by then. */
  const survived = (rows: readonly Row[]) =>
    rows.map((row) =>
      Math.max(0, ((hasEnded(row) ? (row.ended ?? 0) : asOf) - (row.received ?? 0)) / 3_600_000),
    );
  const isOnePeriod =
    from !== undefined &&
    from <= asOf &&
    !groupBy.some((name) => ['day', 'week', 'month', 'year'].includes(name));
  return {
    group,
    received: members.length,
    closed: closed.length,
    open: open.length,
    withdrawn: withdrawn ?? 0,
    stopped: stopped ?? 0,
    refused: refused ?? 0,
    carriedOver: isOnePeriod ? carriedOver : null,
    onTime,
    late,
    overdue,
    onTimeShare: share(onTime, onTime + late),
    onTimeShareAll: share(onTime + notYetDue, onTime + late + overdue + notYetDue),
    duration: {
      unit: 'h',
      n: hours.length,
      mean:
        hours.length === 0
          ? null
          : expect.closeTo(hours.reduce((sum, each) => sum + each, 0) / hours.length, 9),
      p25: smallestCovering(hours, 25),
      median: smallestCovering(hours, 50),
      p75: smallestCovering(hours, 75),
      p90: smallestCovering(hours, 90),
      p95: smallestCovering(hours, 95),
    },
    // None of these lines waited.
    pauseShare: { value: elapsedHours > 0 ? 0 : null, n: hours.length, pausedHours: 0, elapsedHours },
    ...plainPunctuality(dues(closed), openDues, asOf, zone),
    survival:
      cohort === 'received'
        ? plainSurvival(survived(closed), survived(members.filter((row) => !closed.includes(row))))
        : null,
    anomalies: { closedBeforeOpened: closed.length - hours.length },
  };
};

describe('the answer', () => {
  it('is what the contract says, whatever is asked and however the lines are stored', () => {
    fc.assert(
      fc.property(anyLines, anyQuestion, (lines, question) => {
        const answer = processingTimesAnswer(blocksOf(schema, lines), question);
        const expected = cohortsOf(lines, question).map((cohort) => plainly(cohort, question));
        expect(inGroupOrder(answer)).toEqual(inGroupOrder(expected));
      }),
      { numRuns: 500 },
    );
  });

  it('is the same, in the same order, for the same lines in other blocks', () => {
    fc.assert(
      fc.property(anyLines, anyQuestion, (lines, question) => {
        const moved = lines.map((each, index) => ({ ...each, chunk: index % 2 })).toReversed();
        const [a, b] = [lines, moved].map((each) => processingTimesAnswer(blocksOf(schema, each), question));
        expect(b).toEqual(a);
      }),
    );
  });

  it('of all groups adds up to the answer without groups', () => {
    fc.assert(
      fc.property(anyLines, anyQuestion, (lines, question) => {
        const blocks = blocksOf(schema, lines);
        const [whole] = processingTimesAnswer(blocks, { ...question, groupBy: [] });
        const parts = processingTimesAnswer(blocks, question);
        for (const name of ['received', 'closed', 'open', 'withdrawn', 'onTime', 'late', 'overdue'] as const)
          expect(parts.reduce((sum, row) => sum + row[name], 0)).toBe(whole?.[name]);
      }),
    );
  });
});

describe('one request', () => {
  const day = (text: string): Instant => instantOf(`${text}T00:00:00Z`);
  const row: Row = {
    received: day('2024-01-10'),
    accepted: day('2024-01-11'),
    due: day('2024-01-20'),
    ended: day('2024-01-25'),
    procedure: 'permit',
    channel: 'online',
    outcome: 'granted',
    ...uneventful,
  };
  const ask = (facts: Partial<Row>, question: Partial<Question>) =>
    processingTimesAnswer(blocksOf(schema, [{ agency: 'H29', chunk: 0, line: { ...row, ...facts } }]), {
      cohort: 'received',
      asOf: day('2024-03-01'),
      groupBy: [],
      zone: 'UTC',
      ...question,
    })[0];

  it.each<[string, Partial<Row>, Partial<Question>, object]>([
    ['closed late', {}, {}, { closed: 1, late: 1, onTime: 0, open: 0 }],
    ['closed on the due instant is on time', { ended: day('2024-01-20') }, {}, { onTime: 1, late: 0 }],
    [
      'open and overdue as of a day before its end',
      {},
      { asOf: day('2024-01-24') },
      { open: 1, overdue: 1, closed: 0 },
    ],
    [
      'open and not yet due',
      {},
      { asOf: day('2024-01-15') },
      { open: 1, overdue: 0, onTimeShareAll: share(1, 1) },
    ],
    ['as of its due instant it is not overdue', {}, { asOf: day('2024-01-20') }, { overdue: 0 }],
    [
      'before its acceptance no due date is known',
      {},
      { asOf: instant(day('2024-01-11') - 1) },
      { open: 1, onTimeShareAll: share(0, 0) },
    ],
    ['before its submission it is not there', {}, { asOf: day('2024-01-09') }, { received: 0 }],
    [
      'withdrawn is neither closed nor open',
      { outcome: 'withdrawn' },
      {},
      { withdrawn: 1, closed: 0, open: 0, late: 0 },
    ],
    [
      'ended before it was submitted has no duration',
      { ended: day('2024-01-09') },
      {},
      {
        closed: 1,
        duration: expect.objectContaining({ n: 0, mean: null, median: null }),
        anomalies: { closedBeforeOpened: 1 },
      },
    ],
    [
      'ended when it was submitted took no time',
      { ended: row.received },
      {},
      { duration: expect.objectContaining({ n: 1, mean: 0 }) },
    ],
    [
      'received on the last instant of the period',
      {},
      { until: instant(day('2024-01-10') + 1) },
      { received: 1 },
    ],
    ['the period ends before its end', {}, { until: day('2024-01-10') }, { received: 0 }],
    [
      'carried over into the period it ended in',
      {},
      { from: day('2024-01-12') },
      { received: 0, carriedOver: 1 },
    ],
    [
      'also where that is the period of its cohort',
      {},
      { cohort: 'closed', from: day('2024-01-12') },
      { closed: 1, carriedOver: 1 },
    ],
    ['not carried over when it ended before', {}, { from: day('2024-01-26') }, { carriedOver: 0 }],
    [
      'without one period nothing is carried over',
      {},
      { from: day('2024-01-01'), groupBy: ['month'] },
      { carriedOver: null, group: { month: '2024-01' } },
    ],
  ])('%s', (_name, facts, question, expected) => expect(ask(facts, question)).toMatchObject(expected));

  it('shares of nothing are null', () => {
    const answer = ask({}, { asOf: day('2024-01-01') });
    expect(answer).toMatchObject({
      onTimeShare: { value: null, low: null, high: null, n: 0 },
      duration: { n: 0, p95: null },
    });
  });
});
