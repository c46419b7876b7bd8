import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { shippedCalendars } from '../calendar/shipped.ts';
import { workingTime } from '../calendar/working-time.ts';
import { type Instant, instant, instantOf } from '../instant.ts';
import { accountableAt, workingAt } from './clocks.ts';
import { initialState, type Pause, type RequestState } from './state.ts';

const vietnam = workingTime(shippedCalendars.vietnam, 'Asia/Ho_Chi_Minh');
const at = (day: number, time: string): Instant => instantOf(`2024-03-0${day}T${time}:00+07:00`);
const stateWith = (facts: Partial<RequestState>): RequestState => ({ ...initialState('R-1'), ...facts });
const pause = (kind: Pause['kind'], from: Instant, until?: Instant): Pause => ({
  kind,
  from,
  ...(until !== undefined && { until }),
});

/** From Monday 4 March 2024, read on Friday 8 March at noon; hours of 08:00 to 12:00 and 13:00 to 17:00. */
test.each<[string, Partial<RequestState>, number | null, number | null, boolean, boolean]>([
  ['nothing known of its beginning', { ended: at(5, '10:00') }, null, null, false, false],
  ['submitted at night, under way', { received: at(3, '22:00') }, 36, 36, true, true],
  ['accepted later', { received: at(4, '08:00'), accepted: at(5, '08:00') }, 28, 28, true, true],
  ['accepted without a submission', { accepted: at(5, '08:00') }, 28, 28, true, true],
  ['ended', { received: at(4, '08:00'), ended: at(5, '09:30') }, 9.5, 9.5, false, false],
  ['ended before it began', { received: at(5, '08:00'), ended: at(4, '08:00') }, 0, 0, false, false],
  [
    'waiting still',
    { received: at(4, '08:00'), pauses: [pause('supplement', at(6, '08:00'))] },
    36,
    16,
    true,
    false,
  ],
  [
    'waited over a night',
    { received: at(4, '08:00'), pauses: [pause('payment', at(4, '16:00'), at(5, '09:00'))] },
    36,
    34,
    true,
    true,
  ],
  [
    'waited at night only',
    { received: at(4, '08:00'), pauses: [pause('payment', at(4, '17:00'), at(5, '08:00'))] },
    36,
    36,
    true,
    true,
  ],
  [
    'waited for two things at once',
    {
      received: at(4, '08:00'),
      pauses: [
        pause('supplement', at(5, '08:00'), at(5, '12:00')),
        pause('payment', at(5, '10:00'), at(5, '15:00')),
      ],
    },
    36,
    30,
    true,
    true,
  ],
  [
    'waited for one thing within another',
    {
      received: at(4, '08:00'),
      pauses: [
        pause('supplement', at(5, '08:00'), at(5, '17:00')),
        pause('payment', at(5, '10:00'), at(5, '11:00')),
      ],
    },
    36,
    28,
    true,
    true,
  ],
  [
    'waited before it was accepted, and into it',
    {
      received: at(4, '08:00'),
      accepted: at(5, '08:00'),
      pauses: [pause('payment', at(4, '09:00'), at(5, '09:00'))],
    },
    28,
    27,
    true,
    true,
  ],
  [
    'waited when it ended',
    {
      received: at(4, '08:00'),
      ended: at(5, '17:00'),
      pauses: [pause('supplement', at(5, '13:00'), at(5, '17:00'))],
    },
    16,
    12,
    false,
    false,
  ],
  [
    'closed for a day and reopened',
    {
      received: at(4, '08:00'),
      closures: [{ ended: at(5, '08:00'), reopened: at(6, '08:00'), outcome: 'granted' }],
    },
    28,
    28,
    true,
    true,
  ],
  [
    'closed, and said to have waited over it',
    {
      received: at(4, '08:00'),
      closures: [{ ended: at(5, '08:00'), reopened: at(6, '08:00'), outcome: 'granted' }],
      pauses: [pause('suspension', at(4, '13:00'), at(6, '10:00'))],
    },
    28,
    22,
    true,
    true,
  ],
])('%s', (_name, facts, working, accountable, running, counting) => {
  const now = at(8, '12:00');
  const clock = (hours: number | null, running: boolean) =>
    hours === null ? null : { ms: hours * 3_600_000, running };
  expect(workingAt(stateWith(facts), now, vietnam)).toEqual(clock(working, running));
  expect(accountableAt(stateWith(facts), now, vietnam)).toEqual(clock(accountable, counting));
});

describe('whatever happened to a request', () => {
  const monday = at(4, '00:00');
  const minute = fc.integer({ min: 0, max: 4 * 1_440 }).map((n) => instant(monday + n * 60_000));
  const span = fc.tuple(minute, minute).map(([a, b]): [Instant, Instant] => (a < b ? [a, b] : [b, a]));
  const anyState = fc
    .record({
      instants: fc.array(minute, { minLength: 3, maxLength: 3 }),
      isAccepted: fc.boolean(),
      isEnded: fc.boolean(),
      pauses: fc.array(span, { maxLength: 4 }),
      waiting: fc.option(minute, { nil: undefined }),
      closures: fc.array(span, { maxLength: 2 }),
    })
    .map(({ instants, isAccepted, isEnded, pauses, waiting, closures }) => {
      const [received, accepted, ended] = instants.toSorted((a, b) => a - b);
      return stateWith({
        ...(received !== undefined && { received }),
        ...(isAccepted && accepted !== undefined && { accepted }),
        ...(isEnded && ended !== undefined && { ended }),
        pauses: [
          ...pauses.map(([from, until]) => pause('payment', from, until)),
          ...(waiting === undefined ? [] : [pause('supplement', waiting)]),
        ],
        closures: closures.map(([ended, reopened]) => ({ ended, reopened, outcome: 'granted' as const })),
      });
    });

  /** Minute by minute: those of a time that lie in no gap, and how many of them are worked. */
  const counted = (state: RequestState, now: Instant, from: Instant, isAccountable: boolean) => {
    const stop = state.ended ?? now;
    const gaps = state.closures.map(({ ended, reopened }): [number, number] => [ended, reopened]);
    if (isAccountable)
      gaps.push(...state.pauses.map(({ from, until = stop }): [number, number] => [from, until]));
    let [elapsed, worked] = [0, 0];
    for (let minute: number = from; minute < stop; minute += 60_000) {
      if (gaps.some(([from, until]) => from <= minute && minute < until)) continue;
      elapsed += 60_000;
      worked += vietnam.workingMs(instant(minute), instant(minute + 60_000));
    }
    return { elapsed, worked };
  };

  it('the clocks show what minutes show that are counted one by one, and none more than the one before', () => {
    fc.assert(
      fc.property(anyState, minute, (state, now) => {
        const received = state.received ?? now;
        const from = state.accepted ?? received;
        const working = workingAt(state, now, vietnam)?.ms ?? Number.NaN;
        const accountable = accountableAt(state, now, vietnam)?.ms ?? Number.NaN;
        expect(working).toBe(counted(state, now, from, false).worked);
        expect(accountable).toBe(counted(state, now, from, true).worked);
        expect(accountable).toBeGreaterThanOrEqual(0);
        expect(accountable).toBeLessThanOrEqual(working);
        expect(working).toBeLessThanOrEqual(counted(state, now, received, false).elapsed);
      }),
      { numRuns: 200 },
    );
  });
});
