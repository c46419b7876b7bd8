import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  accepted,
  answered,
  assigned,
  at,
  completed,
  invited,
  resolved,
  streamOf,
  submitted,
  withdrawn,
} from '../../test/builders.ts';
import { instantText } from '../instant.ts';
import { type AnomalyRule, anomalyRules, meaningOf } from './anomalies.ts';
import { fold } from './fold.ts';

const due = (minute: number) => ({ due: instantText(at(minute)) });

type Scenario = [name: string, given: MotcuaEvent[], then: [AnomalyRule, number][]];

const odd: Scenario[] = [
  ['ended before its submission', [submitted(5), resolved(4)], [['closed-before-opened', 1]]],
  ['accepted before its submission', [accepted(1), submitted(5)], [['before-submission', 1]]],
  ['accepted and never submitted', [accepted(1)], [['before-submission', 1]]],
  ['two submissions', [submitted(0), submitted(1)], [['submitted-twice', 2]]],
  ['two submissions, the later one first to arrive', [submitted(1), submitted(0)], [['submitted-twice', 1]]],
  ['two acceptances', [submitted(0), accepted(1), accepted(2)], [['accepted-twice', 3]]],
  ['two resolutions', [submitted(0), resolved(1), resolved(2)], [['ended-twice', 3]]],
  ['resolved and withdrawn', [submitted(0), withdrawn(1), resolved(2)], [['ended-twice', 3]]],
  ['a step after the end', [submitted(0), resolved(1), completed(2)], [['work-after-end', 3]]],
  ['assigned after the end', [submitted(0), withdrawn(1), assigned(2)], [['work-after-end', 3]]],
  ['accepted after the end', [submitted(0), resolved(1), accepted(2)], [['work-after-end', 3]]],
  ['due before receipt', [submitted(5), accepted(6, due(4))], [['due-before-receipt', 2]]],
  ['answered unasked', [submitted(0), answered(1)], [['feedback-without-invitation', 2]]],
  ['answered before asked', [submitted(0), answered(1), invited(2)], [['feedback-without-invitation', 2]]],
  [
    'asked for one version, answered another',
    [submitted(0), invited(1), answered(2, { surveyVersion: 2 })],
    [['feedback-without-invitation', 3]],
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
];

describe('anomalies', () => {
  it.each(odd)('%s', (_name, events, expected) => {
    const found = fold(streamOf(events)).anomalies.map(({ rule, version }) => [rule, version]);
    expect(found).toEqual(expected);
  });

  it.each(ordinary)('none: %s', (_name, events) => {
    expect(fold(streamOf(events)).anomalies).toEqual([]);
  });

  it('every rule has a scenario here and a meaning', () => {
    const shown = new Set(odd.flatMap(([, , rules]) => rules.map(([rule]) => rule)));
    expect([...shown].sort()).toEqual([...anomalyRules].sort());
    for (const rule of anomalyRules) expect(meaningOf(rule)).toMatch(/^[A-Z].*\.$/);
  });
});
