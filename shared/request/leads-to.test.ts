import { describe, expect, it } from 'vitest';
import { eventTypes } from '../../events/catalogue.ts';
import type { MotcuaEvent } from '../../events/envelope.ts';
import { statuses } from '../../events/status.ts';
import {
  accepted,
  assigned,
  paymentRequested,
  reopened,
  resolved,
  streamOf,
  submitted,
  supplementRequested,
  suspended,
} from '../../test/builders.ts';
import { fold } from './fold.ts';
import { statusOf } from './state.ts';

/** What comes before an event of a type, where it is not just a request that was accepted. */
const before: Partial<Record<string, MotcuaEvent[]>> = {
  'motcua.request.submitted.v1': [],
  'motcua.request.accepted.v1': [submitted(0)],
  'motcua.request.refused.v1': [submitted(0)],
  'motcua.supplement.provided.v1': [submitted(0), accepted(1), supplementRequested(2)],
  'motcua.payment.made.v1': [submitted(0), accepted(1), paymentRequested(2)],
  'motcua.request.resumed.v1': [submitted(0), accepted(1), suspended(2)],
  'motcua.result.delivered.v1': [submitted(0), accepted(1), resolved(2)],
  'motcua.request.reopened.v1': [submitted(0), accepted(1), resolved(2)],
};

const statusAfter = (events: readonly MotcuaEvent[]) => statusOf(fold(streamOf(events)));

describe('where a type leads is what the fold gives', () => {
  it.each(eventTypes.map(({ type, leadsTo, example }) => [type, leadsTo, example] as const))(
    '%s: %s',
    (type, leadsTo, example) => {
      const earlier = before[type] ?? [submitted(0), accepted(1)];
      const event = { ...assigned(9), type, id: 'the event', data: example } as unknown as MotcuaEvent;
      expect(statusAfter([...earlier, event])).toBe(leadsTo ?? statusAfter(earlier));
    },
  );

  it('every status but that of what was never submitted is led to', () => {
    const led = new Set(eventTypes.flatMap(({ leadsTo }) => leadsTo ?? []));
    expect([...led, 'unsubmitted'].sort()).toEqual(Object.keys(statuses).sort());
    expect(statusAfter([])).toBe('unsubmitted');
  });

  it('no type leads an ended request anywhere but by a reopening, or a delivery of what was resolved', () => {
    const ended = [submitted(0), accepted(1), resolved(2)];
    for (const { type, example } of eventTypes) {
      const event = { ...assigned(9), type, id: 'the event', data: example } as unknown as MotcuaEvent;
      const expected = {
        'motcua.request.reopened.v1': 'in-progress',
        'motcua.result.delivered.v1': 'delivered',
      };
      expect(statusAfter([...ended, event]), type).toBe(
        expected[type as keyof typeof expected] ?? 'resolved',
      );
    }
    expect(statusAfter([...ended, reopened(3), resolved(4)])).toBe('resolved');
  });
});
