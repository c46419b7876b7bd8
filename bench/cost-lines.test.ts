import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assumed, costTable, dollars, linesOf, traffics } from './cost-lines.ts';
import { limitTable } from './limits.ts';
import type { Row, Run } from './report.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const unit = (id: string, value: number): Row => ({ id, what: id, unit: '', ours: { value } });
const [single] = traffics;

describe('a million events', () => {
  const rows = [
    unit('log.stream-8.wcu', 1),
    unit('log.stream-8.rcu', 0.1),
    unit('projections.changed-1-of-8.wcu', 2),
    unit('projections.changed-1-of-8.rcu', 0.5),
  ];

  it('costs what its units cost, line by line', () => {
    if (single === undefined) throw new Error('no traffic');
    const lines = linesOf(rows, single);
    const of = (name: string) => lines.filter(({ what }) => what === name).map(dollars);
    expect(of('log, written')[0]).toBeCloseTo(0.625, 9);
    expect(of('log, read before it is written')[0]).toBeCloseTo(0.0125, 9);
    expect(of('projections, rows and changes written')[0]).toBeCloseTo(assumed.projections * 2 * 0.625, 9);
    expect(of('the door')[0]).toBeCloseTo(1, 9);
    expect(of('ingest')[1]).toBeCloseTo(1e6 * 0.02 * 0.5 * 0.0000133334, 9);
  });

  it('is not priced without its measurement', () => {
    if (single === undefined) throw new Error('no traffic');
    expect(() => linesOf(rows.slice(1), single)).toThrow('log.stream-8.wcu');
  });
});

it('docs/scaling.md shows the tables that node bench/cost.ts prints', () => {
  const run = JSON.parse(read('measured.json')) as Run;
  const page = read('../docs/scaling.md');
  for (const table of [costTable(run.rows), limitTable(run.rows)]) expect(page).toContain(table);
});
