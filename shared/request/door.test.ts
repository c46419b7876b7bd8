import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  accepted,
  at,
  completed,
  extended,
  forwarded,
  refused,
  resolved,
  retracted,
  submitted,
} from '../../test/builders.ts';
import { emptyLog } from '../../test/pure-log.ts';
import { dueBy } from '../../test/working-times.ts';
import { type Instant, instant, instantText } from '../instant.ts';
import { emptyRegistry, type Registry } from '../registry/registry.ts';
import { fold } from './fold.ts';
import type { Noted } from './noted.ts';
import type { Stream } from './stream.ts';

/** A working day takes ten minutes here, and in the agency H30 twenty. */
const dueAfter = (agency: string, from: Instant, days: number): Instant =>
  instant(from + days * (agency === 'H30' ? 20 : 10) * 60_000);
const registry: Registry = {
  ...emptyRegistry,
  agencies: new Map([
    ['H29.07', { code: 'H29.07', name: 'Ward 7' }],
    ['H30', { code: 'H30', name: 'District 30', validFrom: at(5) }],
  ]),
  procedures: new Map([
    [
      'permit',
      new Map([
        [1, { code: 'permit', version: 1, name: 'Permit', limit: { workingDays: 3 } }],
        [2, { code: 'permit', version: 2, name: 'Permit' }],
      ]),
    ],
    ['repair', new Map([[1, { code: 'repair', version: 1, name: 'Repair', limit: { workingDays: 7 } }]])],
  ]),
  workingTimes: dueBy(dueAfter),
};

/** What the log holds after the calls, one after the other, by what was registered. */
const received = (calls: readonly (readonly MotcuaEvent[])[], known = registry): Stream => {
  const log = emptyLog();
  for (const call of calls) log.receive(call, known);
  return log.stream();
};

const notesOf = ({ events }: Stream): (Noted | undefined)[] => events.map(({ noted }) => noted);
const each = (...events: MotcuaEvent[]) => events.map((event) => [event]);
const due = (minute: number) => ({ due: instantText(at(minute)) });

describe('findings', () => {
  it.each<[string, MotcuaEvent[][], (Noted | undefined)[]]>([
    [
      'none of an ordinary life',
      each(submitted(0), completed(1), resolved(2)),
      [undefined, undefined, undefined],
    ],
    ['none at the same instant', each(completed(1), submitted(1)), [undefined, undefined]],
    [
      'an event that came after a later one',
      each(submitted(3), completed(2)),
      [undefined, { findings: ['out-of-order'] }],
    ],
    ['also within a call', [[submitted(3), completed(2)]], [undefined, { findings: ['out-of-order'] }]],
    [
      'by the latest, not the last',
      each(submitted(3), completed(1), completed(2)),
      [undefined, { findings: ['out-of-order'] }, { findings: ['out-of-order'] }],
    ],
    [
      'an agency that nobody registered',
      each(submitted(0, { agency: 'H99' })),
      [{ findings: ['unknown-agency'] }],
    ],
    [
      'an agency that was not yet there',
      each(submitted(0, { agency: 'H30' })),
      [{ findings: ['unknown-agency'] }],
    ],
    ['an agency that was there by then', each(submitted(5, { agency: 'H30' })), [undefined]],
    [
      'forwarded to an unknown agency',
      each(submitted(0), forwarded(1, { to: 'H98' })),
      [undefined, { findings: ['unknown-agency'] }],
    ],
    ['an unknown procedure', each(submitted(0, { procedure: 'x' })), [{ findings: ['unknown-procedure'] }]],
    [
      'an unknown version',
      each(submitted(0, { procedureVersion: 9 })),
      [{ findings: ['unknown-procedure'] }],
    ],
    [
      'several, in their order',
      each(completed(5), submitted(0, { agency: 'H99', procedure: 'x' })),
      [undefined, { findings: ['out-of-order', 'unknown-agency', 'unknown-procedure'] }],
    ],
  ])('%s', (_name, calls, notes) => expect(notesOf(received(calls))).toEqual(notes));

  it('nothing is unknown before anything is registered', () =>
    expect(notesOf(received(each(submitted(0, { agency: 'H99', procedure: 'x' })), emptyRegistry))).toEqual([
      undefined,
    ]));
});

describe('a due date that is counted', () => {
  it.each<[string, MotcuaEvent[][], number | undefined]>([
    ['by the limit of the procedure, from the acceptance', each(submitted(0), accepted(5)), 35],
    ['by what the acceptance says', each(submitted(0), accepted(5, { workingDays: 1 })), 15],
    ['not where a due date is said', each(submitted(0), accepted(5, due(99))), 99],
    ['not even with working days', each(submitted(0), accepted(5, { ...due(99), workingDays: 1 })), 99],
    ['not where there is no limit', each(submitted(0, { procedureVersion: 2 }), accepted(5)), undefined],
    ['not of an unknown procedure', each(submitted(0, { procedure: 'x' }), accepted(5)), undefined],
    [
      'of an unknown procedure by what is said',
      each(submitted(0, { procedure: 'x' }), accepted(5, { workingDays: 2 })),
      25,
    ],
    [
      'on the calendar of the agency that received it',
      each(submitted(0, { agency: 'H30' }), forwarded(1), accepted(5)),
      65,
    ],
    ['in one call', [[submitted(0), accepted(5)]], 35],
    ['in one call, the acceptance first', [[accepted(5), submitted(0)]], 35],
    ['when the acceptance came first', each(accepted(5), submitted(0)), 35],
    ['when it came first and said how many days', each(accepted(5, { workingDays: 1 }), submitted(0)), 15],
    ['not when it came first and said when', each(accepted(5, due(99)), submitted(0)), 99],
    ['when the acceptance happened first', each(submitted(9), accepted(5)), 35],
    ['and is moved by an extension', each(submitted(0), accepted(5), extended(6, due(80))), 80],
    ['and is moved by one that came before it', each(extended(6, due(80)), submitted(0), accepted(5)), 80],
    [
      'and is moved by one that came before the submission',
      each(accepted(5), extended(6, due(80)), submitted(0)),
      80,
    ],
    ['once: of two acceptances the first', each(submitted(0), accepted(6), accepted(5)), 35],
    [
      'by the first of two submissions',
      each(submitted(1), accepted(5), submitted(0, { procedure: 'repair' })),
      75,
    ],
    [
      'by the first of two, in another order',
      each(submitted(0, { procedure: 'repair' }), accepted(5), submitted(1)),
      75,
    ],
    [
      'by the first of two, the acceptance first',
      each(accepted(5), submitted(1), submitted(0, { procedure: 'repair' })),
      75,
    ],
    [
      'anew for an acceptance that replaces one',
      each(submitted(0), accepted(5), accepted(8), retracted(9, accepted(5))),
      38,
    ],
    [
      'anew for an acceptance after one was taken back',
      each(submitted(0), accepted(5), retracted(9, accepted(5)), accepted(8)),
      38,
    ],
    [
      'anew for a submission that replaces one',
      each(submitted(0), accepted(5), submitted(1, { procedure: 'repair' }), retracted(9, submitted(0))),
      75,
    ],
    [
      'not for an acceptance that was taken back',
      each(submitted(0), accepted(5), retracted(9, accepted(5))),
      undefined,
    ],
  ])('%s', (_name, calls, minute) =>
    expect(fold(received(calls)).due).toBe(minute === undefined ? undefined : at(minute)),
  );

  it('is noted with whichever came in last, and nowhere else', () => {
    const notes = { due: instantText(at(35)) };
    expect(notesOf(received(each(submitted(0), accepted(5), completed(6))))).toEqual([
      undefined,
      notes,
      undefined,
    ]);
    expect(notesOf(received(each(accepted(5), submitted(5), refused(6))))).toEqual([
      undefined,
      notes,
      undefined,
    ]);
  });

  it('is not counted where no calendar is known', () => {
    const { workingTimes: _none, ...without } = registry;
    expect(fold(received(each(submitted(0), accepted(5)), without)).due).toBeUndefined();
  });
});
