import { describe, expect, it } from 'vitest';
import type { MotcuaEvent } from '../../events/envelope.ts';
import {
  at,
  forwarded,
  refused,
  reopened,
  resolved,
  start,
  submitted,
  withdrawn,
} from '../../test/builders.ts';
import { blocksOfHistories } from '../../test/lines.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { eachStay, type Stay } from './stays.ts';

/** `H29.07 received 0, closed 20`, in minutes; an end that has not come is left out. */
const told = (events: readonly MotcuaEvent[], asOf = 1_000): string[] =>
  blocksOfHistories(processingTimes, [events], 'Asia/Ho_Chi_Minh').flatMap((block) => {
    const stays: string[] = [];
    const tell = ({ how, begin, why, end, takenMs }: Stay) => {
      const minutes = (instant: number) => (instant - start) / 60_000;
      const went = why === undefined ? '' : `, ${why} ${minutes(end)}`;
      const taken = why === 'closed' ? ` after ${takenMs / 60_000}` : '';
      stays.push(`${block.agency} ${how} ${minutes(begin)}${went}${taken}`);
    };
    eachStay(block, at(asOf), () => true, tell);
    return stays;
  });

describe('the stays of a request', () => {
  it.each<[string, MotcuaEvent[], string[]]>([
    ['open', [submitted(0)], ['H29.07 received 0']],
    ['ended as it came', [submitted(5), resolved(5)], ['H29.07 received 5, closed 5 after 0']],
    ['refused', [submitted(0), refused(5)], ['H29.07 received 0, otherEnds 5']],
    [
      'reopened: closed time is not counted',
      [submitted(0), resolved(10), reopened(40), resolved(45)],
      ['H29.07 received 0, closed 10 after 10', 'H29.07 reopened 40, closed 45 after 15'],
    ],
    [
      'forwarded',
      [submitted(0), forwarded(10), withdrawn(30)],
      ['H29.12 transferredIn 10, otherEnds 30', 'H29.07 received 0, transferredOut 10'],
    ],
    [
      'forwarded while it was closed: nothing open came or went',
      [submitted(0), resolved(10), forwarded(20), reopened(30)],
      ['H29.12 reopened 30', 'H29.07 received 0, closed 10 after 10'],
    ],
    [
      'forwarded and ended at one instant: the end is that of who had it then',
      [submitted(0), forwarded(10), resolved(10)],
      ['H29.12 transferredIn 10, closed 10 after 10', 'H29.07 received 0, transferredOut 10'],
    ],
    [
      'forwarded and reopened at one instant',
      [submitted(0), resolved(5), forwarded(10), reopened(10)],
      ['H29.12 reopened 10', 'H29.07 received 0, closed 5 after 5'],
    ],
    [
      'forwarded as it came: the first one never had it',
      [submitted(0), forwarded(0), resolved(10)],
      ['H29.12 received 0, closed 10 after 10'],
    ],
    [
      'ended before it was submitted: it counts as ended at its receipt, and took no time',
      [resolved(-10), submitted(0)],
      ['H29.07 received 0, closed 0 after -10'],
    ],
    [
      'ended before it was submitted and reopened since',
      [resolved(-10), submitted(0), reopened(20)],
      ['H29.07 received 0, closed 0 after -10', 'H29.07 reopened 20'],
    ],
    [
      'ended and reopened before it was submitted',
      [resolved(-10), reopened(-5), submitted(0)],
      ['H29.07 received 0'],
    ],
  ])('%s', (_name, events, expected) => expect(told(events)).toEqual(expected));

  it.each<[number, string[]]>([
    [-1, []],
    [0, ['H29.07 received 0']],
    [10, ['H29.07 received 0, closed 10 after 10']],
    [39, ['H29.07 received 0, closed 10 after 10']],
    [40, ['H29.07 received 0, closed 10 after 10', 'H29.07 reopened 40']],
    [49, ['H29.07 received 0, closed 10 after 10', 'H29.07 reopened 40']],
    [
      50,
      [
        'H29.12 transferredIn 50',
        'H29.07 received 0, closed 10 after 10',
        'H29.07 reopened 40, transferredOut 50',
      ],
    ],
  ])('as known %i minutes after the submission', (asOf, expected) =>
    expect(told([submitted(0), resolved(10), reopened(40), forwarded(50), resolved(60)], asOf)).toEqual(
      expected,
    ),
  );
});
