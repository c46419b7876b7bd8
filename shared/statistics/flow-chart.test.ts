import { describe, expect, it } from 'vitest';
import { resolved, submitted } from '../../test/builders.ts';
import { blocksOfHistories } from '../../test/lines.ts';
import { startOfDay } from '../calendar/zone.ts';
import { instant, instantText } from '../instant.ts';
import { processingTimes } from '../projections/processing-times.ts';
import { flow } from './flow.ts';
import { type ChartMeasure, flowChart } from './flow-chart.ts';

const zone = 'Asia/Ho_Chi_Minh';
const morning = (day: number) => startOfDay(`2024-01-${String(day).padStart(2, '0')}`, zone) + 8 * 3_600_000;

/** So many requests on each day from the first of January on, closed after ten minutes for each of them; none on one day. */
const perDay = [2, 3, 1, 2, 0, 3, 2, 30, 1, 2];
const histories = perDay.flatMap((count, index) =>
  Array.from({ length: count }, () => [
    submitted(0, {}, { time: instantText(instant(morning(index + 1))) }),
    resolved(0, {}, { time: instantText(instant(morning(index + 1) + count * 600_000)) }),
  ]),
);
const chart = (measure: ChartMeasure) => {
  const [group] = flow(blocksOfHistories(processingTimes, histories, zone), {
    from: startOfDay('2024-01-01', zone),
    until: startOfDay('2024-01-12', zone),
    asOf: instant(morning(11) + 1),
    by: 'day',
    groupBy: [],
    zone,
  });
  if (group === undefined) throw new Error('there is no group');
  return flowChart(measure, group);
};

describe('the chart of a group', () => {
  it('leaves out what is partial, names its signals by their periods', () => {
    const { values, leftOut, signals, n, unit } = chart('closed');
    expect(values.map(({ value }) => value)).toEqual(perDay);
    expect([n, unit]).toEqual([10, 'requests']);
    expect(leftOut).toEqual([{ period: '2024-01-11', because: 'partial' }]);
    expect(signals).toEqual([
      { rule: 'beyond-limits', side: 'above', first: '2024-01-08', last: '2024-01-08' },
      { rule: 'moving-range', side: null, first: '2024-01-07', last: '2024-01-08' },
      { rule: 'moving-range', side: null, first: '2024-01-08', last: '2024-01-09' },
    ]);
  });

  it('of medians has no value where nothing was closed', () => {
    const { values, leftOut, unit } = chart('median');
    expect(unit).toBe('h');
    expect(values.map(({ value }) => value)).toEqual(
      perDay.flatMap((count) => (count > 0 ? [count / 6] : [])),
    );
    expect(leftOut).toEqual([
      { period: '2024-01-05', because: 'no-cases' },
      { period: '2024-01-11', because: 'partial' },
    ]);
  });

  it('of the backlog shows what was open at the end of each period', () =>
    expect(chart('backlog').values.map(({ value }) => value)).toEqual(perDay.map(() => 0)));
});
