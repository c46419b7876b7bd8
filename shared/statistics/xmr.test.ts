import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataFile, isThere } from '../../test/expected.ts';
import { fewestValues, type Signal, xmr } from './xmr.ts';

/** Numbers of which many are the same, and whose sums are exact. */
const anyValues = fc
  .array(fc.integer({ min: -40, max: 40 }), { maxLength: 30, size: 'max' })
  .map((values) => values.map((value) => value / 4));

/** Which values each rule is broken by, as the rules are worded; windows are tried one by one. */
const plainly = (values: readonly number[]) => {
  const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);
  const ranges = values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? 0)));
  const mean = sum(values) / values.length;
  const range = sum(ranges) / ranges.length;
  const [low, high] = [mean - 2.66 * range, mean + 2.66 * range];
  const windows = (length: number) =>
    values
      .slice(length - 1)
      .map((_value, start) =>
        values.slice(start, start + length).map((value, i) => ({ value, i: start + i })),
      );
  const isNearHigh = (value: number) => Math.abs(value - high) < Math.abs(value - mean);
  const isNearLow = (value: number) => Math.abs(value - low) < Math.abs(value - mean);
  const covered = (found: readonly { readonly i: number }[][]) =>
    [...new Set(found.flat().map(({ i }) => i))].sort((a, b) => a - b);
  const three = (isNear: (value: number) => boolean) =>
    covered(
      windows(4)
        .map((window) => window.filter(({ value }) => isNear(value)))
        .filter((near) => near.length >= 3),
    );
  return {
    'beyond-limits': {
      above: values.flatMap((value, i) => (value > high ? [i] : [])),
      below: values.flatMap((value, i) => (value < low ? [i] : [])),
    },
    'run-of-eight': {
      above: covered(windows(8).filter((window) => window.every(({ value }) => value > mean))),
      below: covered(windows(8).filter((window) => window.every(({ value }) => value < mean))),
    },
    'three-of-four-near-limit': { above: three(isNearHigh), below: three(isNearLow) },
    'moving-range': ranges.flatMap((each, i) => (each > 3.267 * range ? [i + 1] : [])),
  };
};

const between = ({ first, last }: Signal) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe('the chart', () => {
  it.runIf(isThere)('is that of numpy, to 1e-9', () => {
    type Table = Readonly<Record<string, number>> & { readonly series: readonly number[] };
    const text = readFileSync(dataFile('expected', 'expected.json'), 'utf8');
    const { value } = (JSON.parse(text) as { tables: { xmr: { value: Table } } }).tables.xmr;
    const chart = xmr(value.series);
    expect(chart).toMatchObject({
      n: value['n'],
      mean: expect.closeTo(value['mean'] ?? Number.NaN, 9),
      meanMovingRange: expect.closeTo(value['mean_moving_range'] ?? Number.NaN, 9),
      low: expect.closeTo(value['lower_2.66'] ?? Number.NaN, 9),
      high: expect.closeTo(value['upper_2.66'] ?? Number.NaN, 9),
      movingRangeHigh: expect.closeTo(value['mr_upper_3.267'] ?? Number.NaN, 9),
    });
    const firstOf = (rule: string) =>
      chart.signals.filter((signal) => signal.rule === rule).map(({ first }) => first);
    expect(firstOf('beyond-limits')).toEqual(value['points_outside_2.66_zero_based']);
    expect(firstOf('moving-range')).toEqual(value['moving_ranges_above_3.267_zero_based_of_mr']);
  });

  it('has the signals that its rules word', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(anyValues, (values) => {
        const { signals, low } = xmr(values);
        if (values.length < fewestValues) {
          expect({ signals, low }).toEqual({ signals: [], low: null });
          return;
        }
        const expected = plainly(values);
        for (const rule of ['beyond-limits', 'run-of-eight'] as const)
          for (const side of ['above', 'below'] as const)
            expect(
              signals.filter((each) => each.rule === rule && each.side === side).flatMap(between),
            ).toEqual(expected[rule][side]);
        for (const side of ['above', 'below'] as const) {
          const stretches = signals.filter(
            (each) => each.rule === 'three-of-four-near-limit' && each.side === side,
          );
          const near = expected['three-of-four-near-limit'][side];
          // Two stretches may overlap where the window between them has only two.
          const covered = [...new Set(stretches.flatMap(between))];
          expect(covered.filter((index) => near.includes(index))).toEqual(near);
          for (const { first, last } of stretches)
            expect([near.includes(first), near.includes(last)]).toEqual([true, true]);
        }
        const ranges = signals.filter(({ rule }) => rule === 'moving-range');
        expect(ranges.map(({ last }) => last)).toEqual(expected['moving-range']);
        for (const { rule } of signals) seen.set(rule, (seen.get(rule) ?? 0) + 1);
      }),
      { numRuns: 3_000 },
    );
    expect([...seen.keys()].sort()).toEqual([
      'beyond-limits',
      'moving-range',
      'run-of-eight',
      'three-of-four-near-limit',
    ]);
  });
});

describe('a chart of few or equal values', () => {
  it.each<[number[], object]>([
    [[], { n: 0, mean: null, meanMovingRange: null, low: null, high: null }],
    [[3], { n: 1, mean: 3, meanMovingRange: null, low: null }],
    [[3, 4, 5, 6, 9], { mean: 5.4, meanMovingRange: 1.5, low: null, high: null, movingRangeHigh: null }],
    [[3, 4, 5, 6, 9, 9], { mean: 6, meanMovingRange: 1.2, low: expect.closeTo(6 - 2.66 * 1.2, 9) }],
    [Array.from({ length: 9 }, () => 0.1), { mean: 0.1, low: 0.1, high: 0.1, signals: [] }],
  ])('%j', (values, expected) => expect(xmr(values)).toMatchObject({ signals: [], ...expected }));
});
