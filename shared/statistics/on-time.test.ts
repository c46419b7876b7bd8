import { describe, expect, it } from 'vitest';
import { blocksOf, uneventful } from '../../test/cohorts.ts';
import { shippedCalendars } from '../calendar/shipped.ts';
import { instantOf } from '../instant.ts';
import { encodeList } from '../projections/list.ts';
import { type ProcessingTimesSchema, processingTimes } from '../projections/processing-times.ts';
import { workingTimesOf } from '../registry/working-times.ts';
import type { Line } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { elapsed } from './clock.ts';
import { processingTimesAnswer } from './processing-times.ts';
import { share } from './wilson.ts';

type Row = Line<ProcessingTimesSchema & Dimensions>;
const zone = 'Asia/Ho_Chi_Minh';
const hour = 3_600_000;
/** A day of March 2024, which begins on a Friday. */
const at = (day: number, time: string) =>
  instantOf(`2024-03-${String(day).padStart(2, '0')}T${time}:00+07:00`);
const row = (facts: Partial<Row>): Row => ({
  received: at(4, '08:00'),
  accepted: at(4, '08:00'),
  due: at(8, '17:00'),
  ended: null,
  procedure: null,
  channel: null,
  outcome: facts.ended == null ? null : 'granted',
  ...uneventful,
  ...facts,
});
/** H30 works at night as well. */
const workingTimes = workingTimesOf(
  [
    {
      agency: 'H30',
      calendar: {
        name: 'always',
        weeks: [{ hours: { friday: ['00:00-24:00'], saturday: ['00:00-24:00'] } }],
        daysOff: [],
        specialDays: {},
      },
    },
  ],
  zone,
  shippedCalendars.vietnam,
);
const ask = (rows: readonly Row[], graceHours?: number, agency = 'H29', asOf = at(31, '00:00')) => {
  const blocks = blocksOf(
    processingTimes.schema,
    rows.map((line, index) => ({ agency, chunk: index % 2, line })),
  );
  const question = { cohort: 'received', asOf, groupBy: [], zone } as const;
  const grace = graceHours === undefined ? undefined : { milliseconds: graceHours * hour, workingTimes };
  const [answer] = processingTimesAnswer(blocks, question, { clock: elapsed, grace });
  if (answer === undefined) throw new Error('no row');
  return answer;
};

describe('grace', () => {
  it.each<[string, number, string, number, boolean]>([
    ['by the due instant', 8, '17:00', 16, true],
    ['within two working days, over a weekend', 12, '17:00', 16, true],
    ['a minute after them', 12, '17:01', 16, false],
    ['at night, within four hours of the next morning', 11, '00:30', 4, true],
    ['at noon, when four hours are over', 11, '12:00', 4, true],
    ['a minute later, though nobody works then', 11, '12:01', 4, false],
    ['without any', 8, '17:01', 0, false],
  ])('%s', (_name, day, time, hours, isOnTime) => {
    const { onTimeShareGrace } = ask([row({ ended: at(day, time) })], hours);
    expect(onTimeShareGrace).toEqual(share(isOnTime ? 1 : 0, 1));
  });

  it('is counted by the calendar of the agency', () => {
    const ended = at(9, '01:00');
    expect(ask([row({ ended })], 8, 'H30').onTimeShareGrace?.value).toBe(1);
    expect(ask([row({ ended: at(9, '01:01') })], 8, 'H30').onTimeShareGrace?.value).toBe(0);
    expect(ask([row({ ended: at(11, '17:00') })], 8, 'H29').onTimeShareGrace?.value).toBe(1);
  });

  it('is null without the parameter, and of nothing', () => {
    expect(ask([row({ ended: at(8, '17:01') })]).onTimeShareGrace).toBeNull();
    expect(ask([row({})], 8).onTimeShareGrace).toEqual(share(0, 0));
  });

  it('none says the same as the strict rule', () => {
    const rows = ['08:00', '17:00', '17:01'].map((time) => row({ ended: at(8, time) }));
    const answer = ask(rows, 0);
    expect(answer.onTimeShareGrace).toEqual(answer.onTimeShare);
  });
});

describe('by how much', () => {
  const nothing = { unit: 'h', n: 0, mean: null, median: null, p90: null, max: null };

  it('open requests are overdue as of the question, and resolved ones were late', () => {
    const rows = [
      row({}),
      row({ due: at(28, '17:00') }),
      row({ due: at(31, '00:00') }),
      row({ due: null }),
      row({ ended: at(9, '17:00') }),
      row({ ended: at(8, '17:00') }),
      row({ ended: at(20, '17:00'), outcome: 'withdrawn' }),
    ];
    expect(ask(rows)).toMatchObject({
      overdue: 2,
      overdueBy: { unit: 'h', n: 2, mean: (55 + 22 * 24 + 7) / 2, median: 55, p90: 535, max: 535 },
      lateBy: { unit: 'h', n: 1, mean: 24, median: 24, p90: 24, max: 24 },
      bands: { early: 0, onTime: 1, late: 1 },
    });
  });

  it('as of a day before, what ended since is overdue, and of nothing it is null', () => {
    const late = [row({ ended: at(9, '17:00') })];
    expect(ask(late, undefined, 'H29', at(9, '16:00'))).toMatchObject({
      overdueBy: { n: 1, max: 23 },
      lateBy: nothing,
      bands: { early: 0, onTime: 0, late: 0 },
    });
    expect(ask(late, undefined, 'H29', at(8, '17:00'))).toMatchObject({ overdueBy: nothing, overdue: 0 });
    expect(ask(late)).toMatchObject({ overdueBy: nothing, lateBy: { n: 1 } });
  });
});

describe('the share of time that requests waited', () => {
  const received = at(4, '08:00');
  const waiting = (pauses: readonly (readonly [number, string, number, string])[], facts: Partial<Row>) =>
    row({
      received,
      pauses: encodeList(
        received,
        pauses.map(([from, time, until, later]) => [at(from, time), at(until, later)]),
      ),
      ...facts,
    });

  it('is one of sums, of resolved requests alone', () => {
    const rows = [
      // 48 hours, of which 24 and 6 overlap: 26.
      waiting(
        [
          [4, '12:00', 5, '12:00'],
          [5, '08:00', 5, '14:00'],
        ],
        { ended: at(6, '08:00') },
      ),
      row({ received, ended: at(4, '18:00') }),
      waiting([[4, '12:00', 5, '12:00']], { ended: at(6, '08:00'), outcome: 'withdrawn' }),
      waiting([[4, '12:00', 5, '12:00']], {}),
      // Ended before it was submitted.
      waiting([[3, '12:00', 3, '14:00']], { ended: at(3, '18:00') }),
    ];
    expect(ask(rows).pauseShare).toEqual({ value: 26 / 58, n: 2, pausedHours: 26, elapsedHours: 58 });
  });

  it('is null of nothing, and of what took no time', () => {
    expect(ask([row({})]).pauseShare).toEqual({ value: null, n: 0, pausedHours: 0, elapsedHours: 0 });
    expect(ask([row({ received, ended: received })]).pauseShare).toMatchObject({ value: null, n: 1 });
  });
});
