import { describe, expect, it } from 'vitest';
import type { PeriodUnit } from '../calendar/periods.ts';
import { nextDay, startOfDay } from '../calendar/zone.ts';
import { instant, instantOf } from '../instant.ts';
import { flowPeriods } from './flow-periods.ts';

const zone = 'America/New_York';
const later = '2030-01-01T00:00:00Z';
const periods = (unit: PeriodUnit, from: string, to: string, asOf = later) =>
  flowPeriods(unit, startOfDay(from, zone), startOfDay(nextDay(to), zone), instantOf(asOf), zone).periods.map(
    ({ period, from, to, partial }) => [period, from, to, partial],
  );

describe('the periods of a time', () => {
  it.each<[string, unknown[][], unknown[][]]>([
    [
      'whole months, over the change of clocks',
      periods('month', '2024-03-01', '2024-04-30'),
      [
        ['2024-03', '2024-03-01', '2024-03-31', false],
        ['2024-04', '2024-04-01', '2024-04-30', false],
      ],
    ],
    [
      'weeks that the time cuts',
      periods('week', '2020-12-30', '2021-01-12'),
      [
        ['2020-W53', '2020-12-30', '2021-01-03', true],
        ['2021-W01', '2021-01-04', '2021-01-10', false],
        ['2021-W02', '2021-01-11', '2021-01-12', true],
      ],
    ],
    [
      'what as-of cuts, and nothing after it',
      periods('month', '2024-01-01', '2024-12-31', '2024-02-10T12:00:00Z'),
      [
        ['2024-01', '2024-01-01', '2024-01-31', false],
        ['2024-02', '2024-02-01', '2024-02-10', true],
      ],
    ],
    [
      'as of the last instant of a period it is whole',
      periods('day', '2024-01-01', '2024-01-09', '2024-01-02T04:59:59.999Z'),
      [['2024-01-01', '2024-01-01', '2024-01-01', false]],
    ],
    [
      'as of the first instant of a period it has begun',
      periods('day', '2024-01-01', '2024-01-09', '2024-01-02T05:00:00Z'),
      [
        ['2024-01-01', '2024-01-01', '2024-01-01', false],
        ['2024-01-02', '2024-01-02', '2024-01-02', true],
      ],
    ],
    ['none before as-of', periods('day', '2024-01-01', '2024-01-09', '2023-01-01T00:00:00Z'), []],
  ])('%s', (_name, found, expected) => expect(found).toEqual(expected));

  it('of no time are none', () =>
    expect(flowPeriods('day', instant(5), instant(5), instant(9), zone).periods).toEqual([]));
});
