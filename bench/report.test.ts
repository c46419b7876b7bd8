import { describe, expect, it } from 'vitest';
import { missed, page, type Row, table } from './report.ts';

const row = (more: Partial<Row>): Row => ({
  id: 'log.single.wcu',
  what: 'a single event',
  unit: 'WCU',
  ours: { value: 1 },
  ...more,
});

describe('a bar', () => {
  it.each([
    ['at most, met on the edge', 1, { atMost: 1 }, true],
    ['at most, missed', 1.01, { atMost: 1 }, false],
    ['at least, met on the edge', 0.8, { atLeast: 0.8 }, true],
    ['at least, missed', 0.79, { atLeast: 0.8 }, false],
    ['none', 99, undefined, true],
  ])('%s', (_name, value, bar, met) => {
    const rows = [row({ ours: { value }, ...(bar && { bar }) })];
    expect(missed(rows)).toEqual(met ? [] : rows);
  });

  it.each([{ atMost: 1 }, { atLeast: 1 }])('is missed by what could not be measured: %o', (bar) => {
    expect(missed([row({ ours: { value: Number.NaN }, bar })])).toHaveLength(1);
  });

  it('is judged by the median, not by its spread', () => {
    const ours = { value: 0.9, low: 0.5, high: 1.2 };
    expect(missed([row({ ours, bar: { atLeast: 0.8 } })])).toEqual([]);
  });
});

describe('the table', () => {
  const rows = [
    row({ bar: { atMost: 1 }, beside: { floor: { value: 1 }, peer: { value: 1.75 } } }),
    row({
      what: 'speed',
      unit: 'of the floor',
      ours: { value: 0.612, low: 0.5, high: 0.7 },
      bar: { atLeast: 0.8 },
    }),
  ];

  it('shows value, bar, verdict and what was measured beside it', () => {
    const [head = '', rule = '', first, second] = table(rows).split('\n');
    expect(rule).toHaveLength(head.length);
    expect(first).toMatch(/a single event \| WCU +\| 1 +\| ≤ 1 +\| met +\| floor 1 · peer 1.75/);
    expect(second).toMatch(/speed +\| of the floor \| 0.61 \(0.5–0.7\) \| ≥ 0.8 \| \*\*missed\*\*/);
  });

  it('stands on a page that names the bars that are missed', () => {
    const run = { at: '2026-11-24T03:00:00Z', commit: 'abc', machine: 'a machine', versions: { node: '24' } };
    expect(page({ ...run, seconds: 3, rows })).toContain('1 of 2 bars are met; missed: speed.');
  });
});
