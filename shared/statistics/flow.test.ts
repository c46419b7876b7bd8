import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyEvents,
  anyEventsWithTies,
  at,
  forwarded,
  reopened,
  resolved,
  submitted,
  withdrawn,
} from '../../test/builders.ts';
import {
  type GroupOf,
  type Histories,
  happenedIn,
  openAt,
  spread,
  spreadWithTies,
} from '../../test/flows.ts';
import { blocksOfHistories, withoutRetractions } from '../../test/lines.ts';
import { periodUnits } from '../calendar/periods.ts';
import { monthOf, nextDay, startOfDay } from '../calendar/zone.ts';
import { instant } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import type { RequestState } from '../request/state.ts';
import { lineAt } from '../segment/column.ts';
import { pack, unpackColumns } from '../segment/pack.ts';
import { summarize } from '../segment/summary.ts';
import type { ProcessingTimesBlock } from './as-known.ts';
import { type FlowQuestion, flow } from './flow.ts';
import { mayBeOpen } from './needed.ts';
import { kindGroupings } from './question.ts';

const zone = 'Asia/Ho_Chi_Minh';
const agencies: readonly string[] = ['H29', 'H29.07', 'H29.08', 'H30'];

/** The lines of some agencies as they come back from storage: a block each. */
const stored = (histories: Histories, scope: readonly string[] = agencies): ProcessingTimesBlock[] => {
  const blocks = blocksOfHistories(processingTimes, histories, zone).filter(({ agency }) =>
    scope.includes(agency),
  );
  return [...Map.groupBy(blocks, ({ agency }) => agency)].map(([agency, own]) => {
    const rows = own.map(({ columns }, n) => ({
      request: `R-${n}`,
      version: 1,
      lines: Array.from({ length: columns.count }, (_, index) => lineAt(columns, index)),
    }));
    return { agency, columns: unpackColumns(processingTimes.schema, pack(processingTimes.schema, rows)) };
  });
};

const minute = fc.integer({ min: -2_000, max: 90_000 }).map(at);
const anyQuestion = fc
  .record({
    first: minute,
    last: minute,
    asOf: minute,
    by: fc.constantFrom(...periodUnits),
    groupBy: fc.shuffledSubarray([...kindGroupings]),
    scope: fc.oneof(fc.constant([...agencies]), fc.shuffledSubarray([...agencies], { minLength: 1 })),
  })
  .map(({ first, last, scope, ...rest }) => {
    const [from, until] = first < last ? [first, last] : [last, first];
    const question: FlowQuestion = { ...rest, from, until, zone };
    return { scope, question };
  });

const groupOf =
  ({ groupBy }: FlowQuestion, scope: readonly string[]): GroupOf =>
  ({ holder = '', procedure, channel }: RequestState) => {
    if (!scope.includes(holder)) return null;
    const values = { agency: holder, procedure: procedure ?? null, channel: channel ?? null };
    return JSON.stringify(Object.fromEntries(groupBy.map((name) => [name, values[name]])));
  };

const startOf = ({ from: day }: { from: string }, from: number) => Math.max(startOfDay(day, zone), from);
const endOf = ({ to }: { to: string }, { until, asOf }: FlowQuestion) =>
  Math.min(startOfDay(nextDay(to), zone), until, asOf + 1);

/** All that can happen, seen from who has it last. */
const everything = [
  submitted(0),
  forwarded(10),
  resolved(20),
  reopened(30),
  forwarded(40, { to: 'H30' }),
  forwarded(50),
  withdrawn(60),
];
const byMonth: FlowQuestion = {
  from: at(0),
  until: at(90_000),
  asOf: at(90_000),
  by: 'month',
  groupBy: [],
  zone,
};

describe('the flow', () => {
  it('is that of the histories told up to each instant, whatever is asked', () => {
    const seen = new Set<string>();
    const histories = fc.array(anyEvents.map(withoutRetractions).map(spread), { maxLength: 5 });
    fc.assert(
      fc.property(histories, anyQuestion, (told, { scope, question }) => {
        const groups = flow(stored(told, scope), question);
        const naming = groupOf(question, scope);
        const happened = happenedIn(told, naming, question.asOf);
        for (const { group, rows } of groups)
          for (const row of rows) {
            const [begin, end] = [startOf(row, question.from), endOf(row, question)];
            const name = JSON.stringify(group);
            const count = (what: string) =>
              happened.filter(
                (one) => one.group === name && one.what === what && one.at >= begin && one.at < end,
              ).length;
            const whats = [
              'received',
              'reopened',
              'transferredIn',
              'closed',
              'otherEnds',
              'transferredOut',
            ] as const;
            for (const what of whats) {
              expect([what, row[what]]).toEqual([what, count(what)]);
              if (row[what] > 0) seen.add(what);
            }
            expect(row.backlogStart).toBe(openAt(told, naming, begin - 1).get(name) ?? 0);
            expect(row.backlogEnd).toBe(openAt(told, naming, end - 1).get(name) ?? 0);
          }
        // No group is missing that had something open or happening.
        const [first, last] = [question.from, Math.min(question.until, question.asOf + 1)];
        const there = [
          ...(first < last ? openAt(told, naming, first - 1).keys() : []),
          ...happened.filter(({ at }) => at >= first && at < last).map(({ group }) => group),
          ...(question.groupBy.length === 0 ? ['{}'] : []),
        ];
        expect(groups.map(({ group }) => JSON.stringify(group)).sort()).toEqual([...new Set(there)].sort());
      }),
      { numRuns: 300, examples: [[[spread(everything)], { scope: ['H29.12'], question: byMonth }]] },
    );
    expect([...seen].sort()).toEqual([
      'closed',
      'otherEnds',
      'received',
      'reopened',
      'transferredIn',
      'transferredOut',
    ]);
  });

  it('is the same for the same lines in other blocks', () => {
    fc.assert(
      fc.property(fc.array(anyEvents.map(spread), { maxLength: 5 }), anyQuestion, (told, { question }) => {
        const apart = blocksOfHistories(processingTimes, told, zone).toReversed();
        const inOrder = (blocks: readonly ProcessingTimesBlock[]) =>
          flow(blocks, question).map(({ takenMs, ...rest }) => ({
            ...rest,
            takenMs: takenMs.map((each) => each.toSorted((a, b) => a - b)),
          }));
        expect(inOrder(apart)).toEqual(inOrder(stored(told)));
      }),
    );
  });

  it('misses nothing that lies in segments which are not read', () => {
    fc.assert(
      fc.property(fc.array(anyEvents.map(spread), { maxLength: 5 }), anyQuestion, (told, { question }) => {
        const blocks = blocksOfHistories(processingTimes, told, zone);
        const isNeeded = mayBeOpen(question, {
          first: monthOf(question.from, zone),
          last: monthOf(instant(question.until - 1), zone),
        });
        const read = blocks.filter(({ columns }) =>
          isNeeded(summarize(monthOf(instant(columns.column.received[0] ?? 0), zone), columns)),
        );
        expect(flow(read, question)).toEqual(flow(blocks, question));
      }),
      { numRuns: 500 },
    );
  });

  it('adds up from each period to the next, also where much happens at one instant', () => {
    const histories = fc.array(anyEventsWithTies.map(withoutRetractions).map(spreadWithTies), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(histories, anyQuestion, (told, { scope, question }) => {
        const naming = groupOf(question, scope);
        for (const { group, rows } of flow(stored(told, scope), question)) {
          const name = JSON.stringify(group);
          for (const [n, row] of rows.entries()) {
            expect(row.backlogEnd).toBe(
              row.backlogStart +
                row.received +
                row.reopened +
                row.transferredIn -
                row.closed -
                row.otherEnds -
                row.transferredOut,
            );
            expect(row.backlogStart).toBe(rows[n - 1]?.backlogEnd ?? row.backlogStart);
            expect(row.backlogStart).toBe(
              openAt(told, naming, startOf(row, question.from) - 1).get(name) ?? 0,
            );
            expect(row.backlogEnd).toBe(openAt(told, naming, endOf(row, question) - 1).get(name) ?? 0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
