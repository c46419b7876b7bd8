import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import type { Calendar } from '../../events/registry/calendar.ts';
import {
  accepted,
  anyEvents,
  anyEventsWithTies,
  at,
  extended,
  forwarded,
  paymentMade,
  paymentRequested,
  reopened,
  resolved,
  retracted,
  streamOf,
  submitted,
  supplementProvided,
  supplementRequested,
} from '../../test/builders.ts';
import type { Instant } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { agencyLinesOf, rowOf } from '../projections/projection.ts';
import { workingTimesOf } from '../registry/working-times.ts';
import { accountableAt, elapsedAt, pausedAt, workingAt } from '../request/clocks.ts';
import { fold } from '../request/fold.ts';
import { snapshotOf } from '../request/snapshot.ts';
import { columnsOf } from '../segment/column.ts';
import { asKnown } from './as-known.ts';
import { elapsed } from './clock.ts';
import { accountable, paused, working } from './working-clock.ts';

const zone = 'UTC';
/** Worked in parts of the two hours in which the histories play, on that Monday only. */
const office = (...monday: string[]): Calendar => ({
  name: 'an office',
  weeks: [{ hours: { monday } }],
  daysOff: [],
  specialDays: {},
});
const workingTimes = workingTimesOf(
  [
    { agency: 'H29', calendar: office('08:10-08:40', '09:00-09:50') },
    { agency: 'H29.07', validFrom: '2024-01-15', calendar: office('07:00-09:15', '09:20-12:00') },
    { agency: 'H30', validFrom: '2024-01-16', calendar: office('00:00-24:00') },
  ],
  zone,
  office('08:00-09:05'),
);

/** What had happened by then. What was taken back is gone whenever that was said: facts are as known today. */
const until = (events: readonly MotcuaEvent[], asOf: Instant): MotcuaEvent[] =>
  events.filter(({ time, type }) => Date.parse(time) <= asOf || type === 'motcua.event.retracted.v1');

/** Every line that any agency has of the request, each in a block of its own, as known then. */
const linesOf = (events: readonly MotcuaEvent[], asOf: Instant) => {
  const row = rowOf(processingTimes, snapshotOf(streamOf(events)), zone);
  return (row === null ? [] : agencyLinesOf(row))
    .flatMap(({ agency, lines }) => lines.map((line) => ({ agency, line })))
    .filter(({ line }) => {
      const { received, came, left } = line;
      return (received ?? 0) <= asOf && !((came ?? -1) > asOf) && !(left !== null && left <= asOf);
    })
    .map(({ agency, line }) => asKnown({ agency, columns: columnsOf(processingTimes.schema, [line]) }, asOf));
};

/** What a statistic and the request itself say of its clocks at an instant. */
const compare = (events: readonly MotcuaEvent[], asOf: Instant) => {
  const state = fold(streamOf(until(events, asOf)));
  const blocks = linesOf(events, asOf);
  const { holder, received } = state;
  if (received === undefined || holder === undefined) {
    expect(blocks).toEqual([]);
    return undefined;
  }
  expect(blocks.map(({ agency }) => agency)).toEqual([holder]);
  const [block] = blocks;
  if (block === undefined) throw new Error('no line');
  const time = workingTimes(holder)(received);
  const waits = { ...state, closures: [...state.closures, ...gapsOf(state.pauses, state.ended ?? asOf)] };
  const said = {
    elapsed: elapsedAt(state, asOf)?.ms,
    working: workingAt(state, asOf, time)?.ms,
    accountable: accountableAt(state, asOf, time)?.ms,
    paused: (elapsedAt(state, asOf)?.ms ?? 0) - (elapsedAt(waits, asOf)?.ms ?? 0),
  };
  expect({
    elapsed: elapsed(block, asOf)(0),
    working: working(workingTimes)(block, asOf)(0),
    accountable: accountable(workingTimes)(block, asOf)(0),
    paused: paused(block, asOf)(0),
  }).toEqual(said);
  // Only what was waited for before it was submitted is no part of the elapsed time.
  const waitedOnlyInIt = state.pauses.every(({ from }) => from >= received);
  if (waitedOnlyInIt) expect(said.paused).toBe(pausedAt(state, asOf).ms);
  return said;
};

const gapsOf = (pauses: ReturnType<typeof fold>['pauses'], stop: Instant) =>
  pauses.map(({ from, until = stop }) => ({ ended: from, reopened: until, outcome: 'granted' as const }));

describe('the clocks of a statistic', () => {
  const anyInstant = fc.integer({ min: -5, max: 130 }).map((minute) => at(minute));

  it.each([
    ['whatever happened', anyEvents],
    ['whatever happened at the same instants', anyEventsWithTies],
  ])('are those of the request at that instant: %s', (_name, events) => {
    const seen = { lines: 0, paused: 0, lessWorking: 0 };
    fc.assert(
      fc.property(events, anyInstant, (history, asOf) => {
        const clocks = compare(history, asOf);
        if (clocks === undefined) return;
        seen.lines++;
        if (clocks.paused > 0) seen.paused++;
        if ((clocks.accountable ?? 0) < (clocks.working ?? 0)) seen.lessWorking++;
      }),
      { numRuns: 3_000 },
    );
    expect(seen.lines).toBeGreaterThan(300);
    expect(seen.paused).toBeGreaterThan(30);
    expect(seen.lessWorking).toBeGreaterThan(10);
  });

  const history = [
    submitted(0, { agency: 'H29.07' }),
    accepted(5, {}),
    supplementRequested(10),
    paymentRequested(15),
    supplementProvided(20),
    paymentMade(30),
    resolved(40),
    reopened(60),
    forwarded(70, { to: 'H30' }),
    supplementRequested(80),
    extended(85, {}),
    resolved(100),
  ];

  it('of one to which everything happened, minute by minute', () => {
    for (let minute = 0; minute <= 130; minute++) expect(compare(history, at(minute))).toBeDefined();
    expect(compare(history, at(100))).toEqual({
      elapsed: 80 * 60_000,
      // By the deployment's calendar, until 09:05: the calendar of H30 begins the day after the receipt.
      working: (35 + 5) * 60_000,
      accountable: (5 + 10 + 5) * 60_000,
      paused: (20 + 20) * 60_000,
    });
    // While H29.07 had it: by that agency's calendar.
    expect(compare(history, at(69))?.working).toBe((35 + 9) * 60_000);
    // Between its first end and the reopening it stood still.
    expect(compare(history, at(50))).toEqual(compare(history, at(40)));
  });

  it('go by the calendar that held at the receipt, also when another does since', () => {
    const clocks = compare([submitted(0, { agency: 'H30' })], at(26 * 60));
    expect(clocks?.working).toBe(65 * 60_000);
  });

  it('forget what was taken back, also as of before that was said', () => {
    const mistake = supplementRequested(10, {}, { id: 'mistake' });
    const events = [submitted(0), mistake, resolved(40), retracted(90, mistake)];
    expect(compare(events, at(50))?.paused).toBe(0);
    expect(compare(events.slice(0, 3), at(50))?.paused).toBe(30 * 60_000);
  });

  it('go on until then while it is open, waiting or not', () => {
    const events = [submitted(0), supplementRequested(10)];
    expect(compare(events, at(30))).toEqual({
      elapsed: 30 * 60_000,
      working: 30 * 60_000,
      accountable: 10 * 60_000,
      paused: 20 * 60_000,
    });
  });
});
