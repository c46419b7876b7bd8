import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  accepted,
  answered,
  assigned,
  at,
  complained,
  complaintAnswered,
  completed,
  delivered,
  erased,
  extended,
  forwarded,
  invited,
  paymentMade,
  paymentRequested,
  refused,
  reopened,
  resolved,
  resumed,
  retracted,
  started,
  stopped,
  streamOf,
  submitted,
  supplementProvided,
  supplementRequested,
  suspended,
  withdrawn,
} from '../../test/builders.ts';
import { instantText } from '../instant.ts';
import { type AnomalyRule, anomalyRules, isNotedAtDoor, meaningOf } from './anomalies.ts';
import { fold } from './fold.ts';
import { doorRules } from './noted.ts';

const due = (minute: number) => ({ due: instantText(at(minute)) });
const wrong = completed(2, {}, { id: 'wrong' });
const elsewhere = { source: 'https://back-office.example' };

type Scenario = [name: string, given: MotcuaEvent[], then: [AnomalyRule, number][]];

const odd: Scenario[] = [
  ['ended before its submission', [submitted(5), resolved(4)], [['closed-before-opened', 2]]],
  ['ended and never submitted', [withdrawn(4)], [['closed-before-opened', 1]]],
  [
    'ended before its submission, and again',
    [stopped(3), refused(4), submitted(5)],
    [
      ['closed-before-opened', 1],
      ['ended-twice', 2],
    ],
  ],
  [
    'without its submission the end is left',
    [submitted(0), resolved(1), retracted(2, submitted(0))],
    [['closed-before-opened', 2]],
  ],
  ['accepted before its submission', [accepted(1), submitted(5)], [['before-submission', 1]]],
  ['accepted and never submitted', [accepted(1)], [['before-submission', 1]]],
  ['two submissions', [submitted(0), submitted(1)], [['submitted-twice', 2]]],
  ['two submissions, the later one first to arrive', [submitted(1), submitted(0)], [['submitted-twice', 1]]],
  ['two acceptances', [submitted(0), accepted(1), accepted(2)], [['accepted-twice', 3]]],
  ['begun before acceptance', [submitted(0), started(1), accepted(2)], [['step-before-acceptance', 3]]],
  ['done before acceptance', [submitted(0), completed(1), accepted(2)], [['step-before-acceptance', 3]]],
  ['accepted, then refused', [submitted(0), accepted(1), refused(2)], [['refused-after-acceptance', 3]]],
  ['forwarded to its holder', [submitted(0), forwarded(1, { to: 'H29.07' })], [['forwarded-to-itself', 2]]],
  ['forwarded twice', [submitted(0), forwarded(1), forwarded(2)], [['forwarded-to-itself', 3]]],
  ['two resolutions', [submitted(0), resolved(1), resolved(2)], [['ended-twice', 3]]],
  ['resolved and withdrawn', [submitted(0), withdrawn(1), resolved(2)], [['ended-twice', 3]]],
  ['refused and stopped', [submitted(0), refused(1), stopped(2)], [['ended-twice', 3]]],
  ['a step done after the end', [submitted(0), resolved(1), completed(2)], [['step-after-end', 3]]],
  ['a step begun after the end', [submitted(0), stopped(1), started(2)], [['step-after-end', 3]]],
  ['assigned after the end', [submitted(0), withdrawn(1), assigned(2)], [['work-after-end', 3]]],
  ['accepted after the end', [submitted(0), resolved(1), accepted(2)], [['work-after-end', 3]]],
  ['forwarded after the end', [submitted(0), resolved(1), forwarded(2)], [['work-after-end', 3]]],
  ['paused after the end', [submitted(0), resolved(1), supplementRequested(2)], [['work-after-end', 3]]],
  ['resumed after the end', [submitted(0), resolved(1), resumed(2)], [['work-after-end', 3]]],
  ['reopened on its way', [submitted(0), reopened(1)], [['reopened-without-end', 2]]],
  ['reopened twice', [submitted(0), resolved(1), reopened(2), reopened(3)], [['reopened-without-end', 4]]],
  ['delivered before the end', [submitted(0), delivered(1)], [['delivered-without-result', 2]]],
  ['delivered though refused', [submitted(0), refused(1), delivered(2)], [['delivered-without-result', 3]]],
  ['delivered twice', [submitted(0), resolved(1), delivered(2), delivered(3)], [['delivered-twice', 4]]],
  ['due before receipt', [submitted(5), accepted(6, due(4))], [['due-before-receipt', 2]]],
  [
    'accepted as due before a later submission',
    [accepted(2, due(4)), submitted(5)],
    [
      ['before-submission', 1],
      ['due-before-receipt', 2],
    ],
  ],
  [
    'accepted again as due before receipt',
    [submitted(5), accepted(6, due(9)), accepted(7, due(4))],
    [
      ['accepted-twice', 3],
      ['due-before-receipt', 3],
    ],
  ],
  [
    'moved to before receipt',
    [submitted(5), accepted(6, due(9)), extended(7, due(4))],
    [['due-before-receipt', 3]],
  ],
  ['moved what was not set', [submitted(0), accepted(1), extended(2)], [['extended-without-due', 3]]],
  [
    'asked twice for a supplement',
    [submitted(0), supplementRequested(1), supplementRequested(2)],
    [['paused-twice', 3]],
  ],
  ['suspended twice', [submitted(0), suspended(1), suspended(2)], [['paused-twice', 3]]],
  ['asked twice to pay', [submitted(0), paymentRequested(1), paymentRequested(2)], [['paused-twice', 3]]],
  ['a supplement nobody asked for', [submitted(0), supplementProvided(1)], [['resumed-without-pause', 2]]],
  [
    'resumed while another thing is waited for',
    [submitted(0), supplementRequested(1), resumed(2)],
    [['resumed-without-pause', 3]],
  ],
  ['answered unasked', [submitted(0), answered(1)], [['feedback-without-invitation', 2]]],
  ['answered before asked', [submitted(0), answered(1), invited(2)], [['feedback-without-invitation', 2]]],
  [
    'asked for one version, answered another',
    [submitted(0), invited(1), answered(2, { surveyVersion: 2 })],
    [['feedback-without-invitation', 3]],
  ],
  [
    'answered a second time',
    [submitted(0), invited(1), answered(2), answered(3)],
    [['feedback-given-twice', 4]],
  ],
  ['complained twice alike', [submitted(0), complained(1), complained(2)], [['complaint-filed-twice', 3]]],
  [
    'a complaint due before it was filed',
    [submitted(0), complained(3, due(2))],
    [['complaint-due-before-filing', 2]],
  ],
  ['an answer to nobody', [submitted(0), complaintAnswered(1)], [['answered-without-complaint', 2]]],
  [
    'an answer to another complaint',
    [submitted(0), complained(1), complaintAnswered(2, { complaint: 'c-2' })],
    [['answered-without-complaint', 3]],
  ],
  [
    'a complaint answered twice',
    [submitted(0), complained(1), complaintAnswered(2), complaintAnswered(3)],
    [['complaint-answered-twice', 4]],
  ],
  ['retracted what never came', [submitted(0), retracted(3, wrong)], [['retraction-without-event', 2]]],
  [
    'retracted what another source sent',
    [submitted(0), wrong, retracted(3, wrong, elsewhere), retracted(3, { ...wrong, ...elsewhere })],
    [['retraction-without-event', 4]],
  ],
  [
    'retracted a retraction',
    [submitted(0), wrong, retracted(3, wrong), retracted(4, retracted(3, wrong))],
    [['retraction-of-retraction', 4]],
  ],
  [
    'retracted a retraction that came later',
    [submitted(0), retracted(4, retracted(3, wrong)), retracted(3, wrong), wrong],
    [['retraction-of-retraction', 2]],
  ],
  [
    'retracted an erasure',
    [submitted(0), erased(1), retracted(2, erased(1))],
    [['retraction-of-erasure', 3]],
  ],
  [
    'without its submission the rest is left',
    [submitted(0), accepted(1), retracted(2, submitted(0))],
    [['before-submission', 2]],
  ],
  [
    'one event may be odd in two ways',
    [submitted(0), accepted(1), resolved(2), accepted(3)],
    [
      ['accepted-twice', 4],
      ['work-after-end', 4],
    ],
  ],
];

const ordinary: [string, MotcuaEvent[]][] = [
  ['a whole life', [submitted(0), accepted(1, due(99)), completed(2), resolved(3), invited(4), answered(5)]],
  ['late to arrive, not late to happen', [resolved(9), completed(2), accepted(1), submitted(0)]],
  ['a step in the second of the end', [submitted(0), resolved(2), completed(2)]],
  ['ended in the second of its submission', [resolved(0), submitted(0)]],
  ['feedback after the end', [submitted(0), resolved(1), invited(2), answered(3)]],
  ['due in the second of its submission', [submitted(0), accepted(1, due(0))]],
  ['a complaint due when it was filed', [submitted(0), complained(3, due(3))]],
  ['assigned, then accepted', [submitted(0), assigned(1), accepted(2)]],
  ['a fee that nobody had to ask for', [submitted(0), paymentMade(1)]],
  ['asked for two things at once', [submitted(0), supplementRequested(1), paymentRequested(2)]],
  ['ended, reopened, ended', [submitted(0), resolved(1), reopened(2), completed(3), resolved(4)]],
  [
    'delivered after each end',
    [submitted(0), resolved(1), delivered(2), reopened(3), resolved(4), delivered(5)],
  ],
  ['forwarded there and back', [submitted(0), forwarded(1), forwarded(2, { to: 'H29.07' })]],
  ['erased before anything is known', [erased(0)]],
  ['what was retracted was odd', [submitted(0), resolved(1), wrong, retracted(3, wrong)]],
  ['retracted before it came', [submitted(0), resolved(1), retracted(3, wrong), wrong]],
  ['nothing is left', [submitted(0), retracted(1, submitted(0))]],
  ['a second submission that is taken back', [submitted(0), submitted(1), retracted(2, submitted(1))]],
];

describe('anomalies', () => {
  it.each(odd)('%s', (_name, events, expected) => {
    const found = fold(streamOf(events)).anomalies.map(({ rule, version }) => [rule, version]);
    expect(found).toEqual(expected);
  });

  it.each(ordinary)('none: %s', (_name, events) => {
    expect(fold(streamOf(events)).anomalies).toEqual([]);
  });

  it.each([
    ['the acceptance', [submitted(5), accepted(1)], 2, 1],
    ['the submission', [accepted(1), submitted(5)], 1, 2],
  ])('are seen in a due date that was counted with %s', (_name, events, acceptance, submission) => {
    const { request, ...stream } = streamOf(events);
    const noted = stream.events.map((recorded) =>
      recorded.version === 2 ? { ...recorded, noted: due(3) } : recorded,
    );
    const found = fold({ request, ...stream, events: noted }).anomalies;
    expect(found.map(({ rule, version }) => [rule, version])).toEqual([
      ['before-submission', acceptance],
      ['due-before-receipt', submission],
    ]);
  });

  it('name the event by its version, its time and its source', () => {
    const event = completed(7, {}, elsewhere);
    expect(fold(streamOf([resolved(1), submitted(0), event])).anomalies).toEqual([
      { rule: 'step-after-end', version: 3, at: at(7), source: elsewhere.source },
    ]);
  });

  it('that were noted at the door come before those of the fold, in their order', () => {
    const stream = streamOf([submitted(0), submitted(1)]);
    const noted = { findings: doorRules };
    const events = stream.events.map((recorded) => ({ ...recorded, noted }));
    expect(fold({ ...stream, events }).anomalies.map(({ rule }) => rule)).toEqual([
      ...doorRules,
      ...doorRules,
      'submitted-twice',
    ]);
  });

  it('every rule has a scenario here, or at the door, and a meaning', () => {
    const shown = new Set(odd.flatMap(([, , rules]) => rules.map(([rule]) => rule)));
    expect([...shown, ...doorRules].sort()).toEqual([...anomalyRules].sort());
    expect(anomalyRules.filter(isNotedAtDoor)).toEqual([...doorRules]);
    for (const rule of anomalyRules) expect(meaningOf(rule)).toMatch(/^[A-Z].*\.$/);
  });
});
