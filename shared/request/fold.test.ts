import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  accepted,
  answered,
  anyEvents,
  assigned,
  at,
  completed,
  forwarded,
  invited,
  resolved,
  started,
  streamOf,
  submitted,
  withdrawn,
} from '../../test/builders.ts';
import { instantText } from '../instant.ts';
import { type FoldedRequest, fold } from './fold.ts';
import { initialState, type RequestState, statusOf } from './state.ts';
import { keyOf } from './stream.ts';

/** What the state is, besides what it is of an empty stream. */
const given = (...events: MotcuaEvent[]) => ({
  thenState: (facts: Partial<RequestState>) => {
    const { counted: _bookkeeping, ...state } = fold(streamOf(events));
    expect(state).toEqual({ ...initialState('R-1'), anomalies: [], ...facts });
  },
});

const receipt = {
  received: at(0),
  receivedBy: 'H29.07',
  holder: 'H29.07',
  holdings: [{ agency: 'H29.07', from: at(0) }],
  participants: ['H29.07'],
  procedure: 'permit',
  procedureVersion: 1,
  channel: 'counter',
  applicantKind: 'citizen',
};
const sipas = { survey: 'sipas', surveyVersion: 1 };

describe('each type', () => {
  it('starts with nothing', () => given().thenState({}));

  it('submitted tells what was asked, where and how', () => given(submitted(0)).thenState(receipt));

  it('accepted tells when and the due date', () =>
    given(submitted(0), accepted(5, { due: instantText(at(600)) })).thenState({
      ...receipt,
      accepted: at(5),
      due: at(600),
      dues: [{ at: at(5), due: at(600) }],
    }));

  it('accepted without a time limit has no due date', () =>
    given(submitted(0), accepted(5)).thenState({ ...receipt, accepted: at(5) }));

  it('assigned names who has it now', () =>
    given(submitted(0), assigned(1, { unit: 'a', official: 'ann' }), assigned(2, { unit: 'b' })).thenState({
      ...receipt,
      unit: 'b',
      units: [
        { unit: 'a', from: at(1) },
        { unit: 'b', from: at(2) },
      ],
    }));

  it('a step that is only reported as completed stands alone, with the agency that had the request', () =>
    given(submitted(0), completed(1, { unit: 'a' }), completed(2, { official: 'ann' })).thenState({
      ...receipt,
      steps: [
        { step: 'appraisal', agency: 'H29.07', completed: at(1), unit: 'a' },
        { step: 'appraisal', agency: 'H29.07', completed: at(2), official: 'ann' },
      ],
    }));

  it('a completion ends the earliest start of its step that is open, and goes to the end of the list', () =>
    given(
      submitted(0),
      started(1, { unit: 'a', official: 'ann' }),
      started(2, { step: 'approval' }),
      started(3, { unit: 'b' }),
      completed(4, { unit: 'c' }),
      forwarded(5),
      completed(6),
      completed(7),
    ).thenState({
      ...receipt,
      holder: 'H29.12',
      participants: ['H29.07', 'H29.12'],
      holdings: [
        { agency: 'H29.07', from: at(0) },
        { agency: 'H29.12', from: at(5) },
      ],
      steps: [
        { step: 'approval', agency: 'H29.07', started: at(2) },
        {
          step: 'appraisal',
          agency: 'H29.07',
          started: at(1),
          startUnit: 'a',
          completed: at(4),
          unit: 'c',
          official: 'ann',
        },
        {
          step: 'appraisal',
          agency: 'H29.07',
          started: at(3),
          startUnit: 'b',
          completed: at(6),
          unit: 'b',
        },
        { step: 'appraisal', agency: 'H29.12', completed: at(7) },
      ],
    }));

  it('every change of the unit is kept, until a forwarding to no unit', () =>
    given(
      submitted(0),
      assigned(1, { unit: 'a' }),
      assigned(2, { unit: 'a', official: 'ann' }),
      assigned(3, { unit: 'b' }),
      forwarded(4),
      forwarded(5, { to: 'H30' }),
    ).thenState({
      ...receipt,
      holder: 'H30',
      participants: ['H29.07', 'H29.12', 'H30'],
      holdings: [
        { agency: 'H29.07', from: at(0) },
        { agency: 'H29.12', from: at(4) },
        { agency: 'H30', from: at(5) },
      ],
      units: [{ unit: 'a', from: at(1) }, { unit: 'b', from: at(3) }, { from: at(4) }],
    }));

  it('resolved ends it with its outcome', () =>
    given(submitted(0), resolved(9, { outcome: 'denied' })).thenState({
      ...receipt,
      ended: at(9),
      outcome: 'denied',
    }));

  it('withdrawn ends it', () =>
    given(submitted(0), withdrawn(9)).thenState({ ...receipt, ended: at(9), outcome: 'withdrawn' }));

  it('invited and answered make one survey', () =>
    given(submitted(0), invited(1), answered(2, { courtesy: 5, factors: { access: 3 } })).thenState({
      ...receipt,
      surveys: [
        { ...sipas, invited: at(1), answered: at(2), overall: 4, courtesy: 5, factors: { access: 3 } },
      ],
    }));

  it('each survey version is a survey of its own', () =>
    given(submitted(0), invited(1), invited(2, { surveyVersion: 2 })).thenState({
      ...receipt,
      surveys: [
        { ...sipas, invited: at(1) },
        { survey: 'sipas', surveyVersion: 2, invited: at(2) },
      ],
    }));
});

describe('the first of a kind wins, by time and not by arrival', () => {
  it('submission', () => {
    const state = fold(streamOf([submitted(5, { agency: 'late' }), submitted(0, { agency: 'early' })]));
    expect(state).toMatchObject({ holder: 'early', received: at(0) });
  });

  it('acceptance, whose due date is not that of a later one', () => {
    const state = fold(streamOf([submitted(0), accepted(2, { due: instantText(at(99)) }), accepted(1)]));
    expect(state.accepted).toBe(at(1));
    expect(state.due).toBeUndefined();
  });

  it('end', () => {
    const state = fold(streamOf([submitted(0), withdrawn(9), resolved(8)]));
    expect(state).toMatchObject({ ended: at(8), outcome: 'granted' });
  });

  it('invitation and answer', () => {
    const events = [answered(7, { overall: 1 }), answered(6, { overall: 5 }), invited(3), invited(2)];
    expect(fold(streamOf(events)).surveys).toEqual([
      { ...sipas, invited: at(2), answered: at(6), overall: 5 },
    ]);
  });

  it('assignment is the other way: the last one holds', () => {
    const events = [submitted(0), assigned(9, { unit: 'last' }), assigned(1, { unit: 'first' })];
    expect(fold(streamOf(events)).unit).toBe('last');
  });
});

describe('ties', () => {
  it('at one instant a submission comes before what followed from it', () => {
    const events = [
      answered(0),
      invited(0),
      resolved(0),
      completed(0),
      assigned(0),
      accepted(0),
      submitted(0),
    ];
    expect(fold(streamOf(events)).anomalies).toEqual([]);
  });

  it('one instant written with two offsets is a tie', () => {
    const local = submitted(0, {}, { time: '2024-01-15T15:00:00+07:00' });
    expect(fold(streamOf([accepted(0), local])).anomalies).toEqual([]);
  });

  it('two of one type at one instant are taken in the order of arrival', () => {
    const [a, b] = [submitted(0, { agency: 'a' }), submitted(0, { agency: 'b' }, { id: 'second' })];
    expect(fold(streamOf([a, b])).holder).toBe('a');
    expect(fold(streamOf([b, a])).holder).toBe('b');
  });
});

describe('status', () => {
  it.each<[string, MotcuaEvent[]]>([
    ['unsubmitted', []],
    ['submitted', [submitted(0)]],
    ['accepted', [submitted(0), accepted(1)]],
    ['in-progress', [submitted(0), accepted(1), assigned(2)]],
    ['in-progress', [submitted(0), completed(2)]],
    ['resolved', [submitted(0), assigned(1), resolved(2)]],
    ['withdrawn', [submitted(0), assigned(1), withdrawn(2)]],
  ])('%s', (status, events) => expect(statusOf(fold(streamOf(events)))).toBe(status));
});

describe('order of arrival', () => {
  const facts = ({ anomalies, counted: _byVersion, awaited = [], ...state }: FoldedRequest) => ({
    state,
    awaited: awaited.map(keyOf).sort(),
    anomalies: anomalies.map(({ version: _ofArrival, ...anomaly }) => anomaly),
  });

  it('any permutation of the same events tells the same', () => {
    const permuted = anyEvents.chain((events) =>
      fc.record({
        events: fc.constant(events),
        shuffled: fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      }),
    );
    fc.assert(
      fc.property(permuted, ({ events, shuffled }) => {
        expect(facts(fold(streamOf(shuffled)))).toEqual(facts(fold(streamOf(events))));
      }),
      { numRuns: 1_000 },
    );
  });

  it('an anomaly names the version of the event that showed it', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        for (const { version } of fold(streamOf(events)).anomalies) {
          expect(version).toBeGreaterThanOrEqual(1);
          expect(version).toBeLessThanOrEqual(events.length);
        }
      }),
    );
  });
});
