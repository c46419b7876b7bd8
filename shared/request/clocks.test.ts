import { expect, test } from 'vitest';
import { at } from '../../test/builders.ts';
import { elapsedAt, pausedAt } from './clocks.ts';
import { initialState, type Pause, type RequestState } from './state.ts';

const stateWith = (facts: Partial<RequestState>): RequestState => ({ ...initialState('R-1'), ...facts });
const minutes = (n: number) => n * 60_000;

test.each<[string, Partial<RequestState>, number | null, boolean]>([
  ['nothing known of its submission', { ended: at(9) }, null, false],
  ['under way', { received: at(10) }, 90, true],
  ['ended', { received: at(10), ended: at(40) }, 30, false],
  ['ended before it began', { received: at(40), ended: at(10) }, 0, false],
  [
    'reopened, and under way',
    { received: at(10), closures: [{ ended: at(20), reopened: at(50), outcome: 'granted' }] },
    60,
    true,
  ],
  [
    'reopened twice, and ended',
    {
      received: at(10),
      ended: at(80),
      closures: [
        { ended: at(20), reopened: at(30), outcome: 'granted' },
        { ended: at(40), reopened: at(60), outcome: 'granted' },
      ],
    },
    40,
    false,
  ],
])('elapsed: %s', (_name, facts, elapsed, running) => {
  const read = elapsedAt(stateWith(facts), at(100));
  expect(read).toEqual(elapsed === null ? null : { ms: minutes(elapsed), running });
});

const pause = (kind: Pause['kind'], from: number, until?: number): Pause => ({
  kind,
  from: at(from),
  ...(until !== undefined && { until: at(until) }),
});

test.each<[string, readonly Pause[], number, boolean]>([
  ['never', [], 0, false],
  ['once', [pause('supplement', 10, 30)], 20, false],
  ['still', [pause('payment', 10)], 90, true],
  ['for two things at once', [pause('suspension', 20, 60), pause('supplement', 10, 30)], 50, false],
  ['for one within another', [pause('suspension', 10, 60), pause('supplement', 20, 30)], 50, false],
  ['one after the other', [pause('supplement', 10, 20), pause('payment', 40, 50)], 20, false],
  ['from an instant that is still to come', [pause('payment', 110)], 0, true],
])('waited %s', (_name, pauses, waited, running) => {
  expect(pausedAt(stateWith({ pauses }), at(100))).toEqual({ ms: minutes(waited), running });
});
