import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  accepted,
  anyEvents,
  assigned,
  at,
  completed,
  forwarded,
  reopened,
  resolved,
  started,
  streamOf,
  submitted,
} from '../../test/builders.ts';
import { hours, type NaiveRequest, naiveSteps } from '../../test/naive-steps.ts';
import { type Instant, instantOf } from '../instant.ts';
import { agencyLinesOf, rowOf } from '../projections/projection.ts';
import { type StepsSchema, steps } from '../projections/steps.ts';
import { snapshotOf } from '../request/snapshot.ts';
import { columnsOf } from '../segment/column.ts';
import { pack, unpackColumns } from '../segment/pack.ts';
import type { Block } from './cohort.ts';
import type { StepsRow, StepTime } from './step-tally.ts';
import { stepsAnswer } from './steps.ts';
import { type StepGrouping, type StepsQuestion, stepGroupings } from './steps-question.ts';

const zone = 'Asia/Ho_Chi_Minh';
type History = readonly MotcuaEvent[];

/** The rows of some requests as blocks: packed, or as they are, a block an agency. */
const blocksOf = (histories: readonly History[], isPacked = false): Block<StepsSchema>[] => {
  const rows = histories.flatMap((events, n) => {
    const row = rowOf(steps, { ...snapshotOf(streamOf(events)), request: `R-${n}` }, zone);
    return row === null ? [] : agencyLinesOf(row).map((own) => ({ ...row, ...own }));
  });
  return [...Map.groupBy(rows, ({ agency }) => agency)].map(([agency, own]) => ({
    agency,
    columns: isPacked
      ? unpackColumns(steps.schema, pack(steps.schema, own))
      : columnsOf(
          steps.schema,
          own.flatMap(({ lines }) => lines),
        ),
  }));
};

const ask = (histories: readonly History[], question: Partial<StepsQuestion> = {}, isPacked = false) =>
  stepsAnswer(blocksOf(histories, isPacked), { asOf: at(10_000), groupBy: [], zone, ...question });

const stepEvents = fc
  .uniqueArray(
    fc.record({
      make: fc.constantFrom(started, completed, completed),
      minute: fc.integer({ min: 0, max: 40 }),
      step: fc.constantFrom('appraisal', 'approval', 'printing'),
      unit: fc.option(fc.constantFrom('desk-1', 'desk-2'), { nil: undefined }),
      official: fc.option(fc.constantFrom('ann', 'bo'), { nil: undefined }),
    }),
    { maxLength: 12, selector: ({ make, minute }) => `${make === started} ${minute}` },
  )
  .map((all) =>
    all.map(({ make, minute, step, unit, official }) =>
      make(minute, { step, ...(unit && { unit }), ...(official && { official }) }),
    ),
  );

/** Many steps, or anything at all. Nothing is taken back: that would change the past. */
const histories = fc.array(
  fc.oneof(
    anyEvents.map((events) => events.filter(({ type }) => type !== 'motcua.event.retracted.v1')),
    stepEvents.map((events) => [submitted(5), accepted(8), ...events]),
  ),
  { maxLength: 6 },
);
const groupBys = fc.subarray([...stepGroupings]);
const instants = fc.integer({ min: -1, max: 125 }).map(at);

const none: StepTime = {
  unit: 'h',
  n: 0,
  mean: null,
  p25: null,
  median: null,
  p75: null,
  p90: null,
  p95: null,
};
const time = (...minutes: number[]): StepTime => {
  const sorted = minutes.map((minute) => minute / 60).sort((a, b) => a - b);
  const quantile = (q: number) => sorted[Math.ceil(q * sorted.length - 1e-9) - 1] ?? null;
  return sorted.length === 0
    ? none
    : {
        unit: 'h',
        n: sorted.length,
        mean: expect.closeTo(sorted.reduce((sum, value) => sum + value, 0) / sorted.length, 9) as number,
        p25: quantile(0.25),
        median: quantile(0.5),
        p75: quantile(0.75),
        p90: quantile(0.9),
        p95: quantile(0.95),
      };
};

describe('one request', () => {
  const events = [
    submitted(0),
    accepted(10),
    assigned(10, { unit: 'a' }),
    started(20, { step: 'check', unit: 'a', official: 'ann' }),
    completed(50, { step: 'check' }),
    completed(80, { step: 'decide', unit: 'b', official: 'bo' }),
    started(90, { step: 'check', unit: 'a', official: 'bo' }),
    completed(100, { step: 'check' }),
    resolved(110),
  ];

  it('is told step by step', () => {
    expect(ask([events], { groupBy: ['previous', 'step', 'unit'] })).toMatchObject([
      {
        group: { previous: 'check', step: 'decide', unit: 'b' },
        requests: 1,
        completed: 1,
        rework: 0,
        service: none,
        waiting: none,
        passage: time(30),
        handovers: { officials: 1, units: 1, requests: 1 },
        span: null,
        held: null,
      },
      {
        group: { previous: 'decide', step: 'check', unit: 'a' },
        requests: 1,
        completed: 1,
        rework: 1,
        requestsWithRework: 1,
        service: time(10),
        waiting: time(10),
        passage: time(20),
        handovers: { officials: 0, units: 1, requests: 0 },
      },
      {
        group: { previous: null, step: 'check', unit: 'a' },
        completed: 1,
        service: time(30),
        waiting: time(10),
        passage: time(40),
        handovers: { officials: 0, units: 0, requests: 0 },
      },
    ]);
  });

  it('goes on as of a day before, and is unknown of before it was received', () => {
    expect(ask([events], { asOf: at(95) })).toMatchObject([
      { requests: 1, completed: 2, started: 1, rework: 0, waiting: time(10, 10), span: time(30) },
    ]);
    expect(ask([events], { asOf: at(-1) })).toEqual([
      {
        group: {},
        requests: 0,
        completed: 0,
        started: 0,
        requestsWithRework: 0,
        rework: 0,
        service: none,
        waiting: none,
        passage: none,
        handovers: { officials: 0, units: 0, requests: 0 },
        span: none,
        held: { requests: 0, hours: 0, share: null, median: null },
        leftOut: 0,
      },
    ]);
  });

  it('was in hands from its receipt to its end, but not while it was closed', () => {
    const handed = [...events, forwarded(120, { to: 'H30' }), reopened(170), resolved(200)];
    const heldBy = (question: Partial<StepsQuestion>) =>
      ask([handed], { groupBy: ['holder', 'unit'], ...question })
        .filter(({ held }) => held !== null && held.requests > 0)
        .map(({ group, held }) => [
          group.holder,
          group.unit,
          Math.round(60 * (held?.hours ?? 0)),
          held?.share,
        ]);
    expect(heldBy({})).toEqual([
      ['H29.07', 'a', 100, 100 / 140],
      ['H29.07', null, 10, 10 / 140],
      ['H30', null, 30, 30 / 140],
    ]);
    expect(heldBy({ unit: 'a' })).toEqual([['H29.07', 'a', 100, 100 / 140]]);
    expect(heldBy({ asOf: at(60) })).toEqual([
      ['H29.07', 'a', 50, 50 / 60],
      ['H29.07', null, 10, 10 / 60],
    ]);
    // As of then it was with the agency that had it then.
    const agencies = (asOf: Instant) =>
      ask([handed], { groupBy: ['agency'], asOf }).map(({ group }) => group.agency);
    expect([agencies(at(119)), agencies(at(120))]).toEqual([['H29.07'], ['H30']]);
  });

  it('was ready before a step that took no time, and does not wait for itself', () => {
    const quick = [submitted(0), accepted(10), started(20), completed(20)];
    expect(ask([quick])).toMatchObject([{ waiting: time(10), service: time(0), passage: time(10) }]);
  });

  it('of which only the submission is reported is not counted', () => {
    expect(ask([[submitted(0), accepted(1), resolved(9)]], { groupBy: ['agency'] })).toEqual([]);
  });

  it('of very many steps has lines for the first, and says how many are left out', () => {
    const many = [
      submitted(0),
      ...Array.from({ length: 400 }, (_, n) => completed(n + 1, { step: `s${n % 7}` })),
    ];
    expect(ask([many, events])).toMatchObject([{ completed: 253, leftOut: 150 }]);
    expect(ask([many], { asOf: at(251) })).toMatchObject([{ completed: 250, leftOut: 150 }]);
    expect(ask([many], { asOf: at(250) })).toMatchObject([{ completed: 250, leftOut: 0 }]);
  });
});

/** The row of a group, from plain accounts of the requests. */
const naiveRow = (
  group: StepsRow['group'],
  requests: readonly NaiveRequest[],
  { groupBy }: StepsQuestion,
): object => {
  const isIn = (labels: object) => groupBy.every((name) => (labels as typeof group)[name] === group[name]);
  const own = requests.map(({ steps: all }) => all.filter((step) => isIn(step.group)));
  const all = own.flat();
  const done = all.filter((step) => step.completed !== undefined);
  const count = (is: (step: (typeof all)[number]) => boolean) => own.filter((some) => some.some(is)).length;
  const minutesOf = (some: typeof all, from: 'ready' | 'started', to: 'started' | 'completed') =>
    time(
      ...some.flatMap(({ [from]: begin, [to]: end }) =>
        begin === undefined || end === undefined ? [] : (end - begin) / 60_000,
      ),
    );
  const changesOfficial = (step: (typeof all)[number]) =>
    step.completed !== undefined && step.before !== undefined && step.before.official !== step.official;
  const tells = (...names: StepGrouping[]) => groupBy.some((name) => names.includes(name));
  const spans = own.flatMap((some) => {
    const ends = some.flatMap((step) => step.completed ?? []);
    return ends.length === 0 ? [] : (Math.max(...ends) - Math.min(...ends)) / 60_000;
  });
  const held = requests
    .map(({ minutes }) => ({
      own: minutes.filter((minute) => isIn({ ...minute, month: '2024-01' })).length,
      of: minutes.length,
    }))
    .filter(({ own: some }) => some > 0);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  return {
    group,
    requests: count(() => true),
    completed: done.length,
    started: all.length - done.length,
    requestsWithRework: count(({ isAgain }) => isAgain),
    rework: all.filter(({ isAgain }) => isAgain).length,
    service: minutesOf(done, 'started', 'completed'),
    waiting: minutesOf(all, 'ready', 'started'),
    passage: minutesOf(done, 'ready', 'completed'),
    handovers: {
      officials: all.filter(changesOfficial).length,
      units: done.filter(({ before, unit }) => before !== undefined && before.unit !== unit).length,
      requests: count(changesOfficial),
    },
    span: tells('step', 'previous', 'previous-unit', 'unit', 'holder') ? null : time(...spans),
    held: tells('step', 'previous', 'previous-unit')
      ? null
      : {
          hours: expect.closeTo(hours(60_000 * sum(held.map(({ own: some }) => some))), 9) as number,
          share:
            held.length === 0
              ? null
              : (expect.closeTo(
                  sum(held.map(({ own: some }) => some)) / sum(held.map(({ of }) => of)),
                  9,
                ) as number),
        },
    leftOut: tells('step', 'previous', 'previous-unit', 'unit', 'holder') ? null : 0,
  };
};

describe('any requests', () => {
  it('are told as by a plain account of their events', () => {
    const seen = { completed: 0, started: 0, rework: 0, handovers: 0, held: 0, rows: 0 };
    fc.assert(
      fc.property(histories, instants, groupBys, (all, asOf, groupBy) => {
        const question = { asOf, groupBy, zone };
        const answered = stepsAnswer(blocksOf(all), question);
        const naive = all.flatMap((events) => naiveSteps(events, asOf) ?? []);
        for (const row of answered) {
          // Whether it is in hands that had it for no time, minutes do not tell.
          const { hours: heldHours, share } = row.held ?? { hours: 0, share: null };
          const held = row.held && { hours: heldHours, share: heldHours === 0 ? null : share };
          expect({ ...row, held }).toEqual(
            naiveRow(
              row.group,
              naive.filter(({ isReported }) => isReported),
              question,
            ),
          );
          seen.completed += row.completed;
          seen.started += row.started;
          seen.rework += row.rework;
          seen.handovers += row.handovers.officials + row.handovers.units;
          seen.held += row.held?.hours ?? 0;
          seen.rows++;
        }
        const steps = naive.flatMap((request) => request.steps).length;
        expect(answered.reduce((sum, row) => sum + row.completed + row.started, 0)).toBe(steps);
      }),
      { numRuns: 1_000 },
    );
    console.log('steps:', seen);
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });

  it('were then what they were: nothing later changes the answer', () => {
    fc.assert(
      fc.property(histories, instants, groupBys, (all, asOf, groupBy) => {
        const until = all.map((events) => events.filter(({ time: at }) => instantOf(at) <= asOf));
        expect(ask(all, { asOf, groupBy })).toEqual(ask(until, { asOf, groupBy }));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are told the same packed, in other blocks and in any order', () => {
    fc.assert(
      fc.property(histories, groupBys, fc.boolean(), (all, groupBy, isPacked) => {
        const expected = ask(all, { groupBy });
        expect(ask(all, { groupBy }, true)).toEqual(expected);
        const blocks = all.toReversed().flatMap((events) => blocksOf([events], isPacked));
        expect(stepsAnswer(blocks, { asOf: at(10_000), groupBy, zone })).toEqual(expected);
      }),
    );
  });

  it('are those of the filters', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const [bare] = ask(all, { step: 'approval', unit: 'desk-1' });
        const [row] = ask(all, { groupBy: ['step', 'unit'] }).filter(
          ({ group }) => group.step === 'approval' && group.unit === 'desk-1',
        );
        if (row === undefined) expect(bare?.completed).toBe(0);
        else expect({ ...bare, group: row.group }).toEqual(row);
      }),
    );
  });
});
