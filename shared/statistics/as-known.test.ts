import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  accepted,
  anyEvents,
  at,
  extended,
  forwarded,
  reopened,
  resolved,
  submitted,
  withdrawn,
} from '../../test/builders.ts';
import { blocksOfHistories, happenedBy, withoutRetractions } from '../../test/lines.ts';
import { instantText } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { processingTimesAnswer } from './processing-times.ts';
import { groupings, type Question } from './question.ts';

const zone = 'Asia/Ho_Chi_Minh';
const ask = (histories: readonly (readonly MotcuaEvent[])[], question: Question) =>
  processingTimesAnswer(blocksOfHistories(processingTimes, histories, zone), question);

const minute = fc.integer({ min: -10, max: 140 }).map(at);
const anyQuestion: fc.Arbitrary<Question> = fc
  .record({
    cohort: fc.constantFrom('received' as const, 'closed' as const),
    asOf: minute,
    from: fc.option(minute),
    until: fc.option(minute),
    groupBy: fc.shuffledSubarray([...groupings], { maxLength: 2 }),
  })
  .map(({ from, until, ...rest }) => ({
    ...rest,
    zone,
    ...(from !== null && { from }),
    ...(until !== null && { until }),
  }));

describe('an answer as of an instant', () => {
  it('is the one that was given then, whatever has happened since', () => {
    fc.assert(
      fc.property(fc.array(anyEvents, { maxLength: 4 }), anyQuestion, (told, question) => {
        const histories = told.map(withoutRetractions);
        const then = histories.map((events) => happenedBy(events, question.asOf));
        expect(ask(histories, question)).toEqual(ask(then, question));
      }),
      { numRuns: 1_000 },
    );
  });

  const due = (minute: number) => ({ due: instantText(at(minute)) });
  const life = [
    submitted(0),
    accepted(1, due(30)),
    resolved(20),
    reopened(40),
    extended(50, due(90)),
    forwarded(60),
    withdrawn(70),
  ];
  const asOf = (minute: number, more: Partial<Question> = {}) =>
    ask([life], { cohort: 'received', asOf: at(minute), groupBy: ['agency'], zone, ...more });

  it.each([
    [0, 'H29.07', { received: 1, open: 1, overdue: 0 }],
    [10, 'H29.07', { received: 1, open: 1, overdue: 0 }],
    [20, 'H29.07', { received: 1, open: 0, closed: 1, onTime: 1 }],
    [39, 'H29.07', { received: 1, open: 0, closed: 1, onTime: 1 }],
    [40, 'H29.07', { received: 1, open: 1, closed: 0, overdue: 1 }],
    [50, 'H29.07', { received: 1, open: 1, overdue: 0 }],
    [60, 'H29.12', { received: 1, open: 1, overdue: 0 }],
    [70, 'H29.12', { received: 1, open: 0, closed: 0, withdrawn: 1 }],
  ])('%i minutes into a life knows who had the request, how it stood and when it was due', (...expected) => {
    const [minute, agency, counts] = expected;
    expect(asOf(minute)).toMatchObject([{ group: { agency }, ...counts }]);
  });

  it('does not carry over what stood closed when the period began', () => {
    const carriedOver = (from: number) => asOf(100, { from: at(from) })[0]?.carriedOver ?? 0;
    expect([1, 20, 21, 40, 41, 70, 71].map(carriedOver)).toEqual([1, 1, 0, 0, 1, 1, 0]);
  });

  it('takes a closed request for closed in the period of the end that it had then', () => {
    const closed = (asOfMinute: number, from: number, until: number) =>
      asOf(asOfMinute, { cohort: 'closed', from: at(from), until: at(until) })[0]?.received ?? 0;
    expect([closed(30, 15, 25), closed(45, 15, 25), closed(75, 15, 25), closed(75, 65, 75)]).toEqual([
      1, 0, 0, 1,
    ]);
  });
});
