import { expect, it } from 'vitest';
import { columnsOf, lineAt } from './column.ts';
import { dimensions } from './dimensions.ts';
import { summarize } from './summary.ts';

const month = '2024-01';
const line = (ended: number | null) => ({ received: 1, ended, procedure: 'permit', channel: null });

it('a summary counts what is open and knows the first and the last end', () => {
  const columns = columnsOf(dimensions, [line(30), line(null), line(-10), line(20), line(null)]);
  expect(summarize(month, columns)).toEqual({ month, lines: 5, open: 2, firstEnd: -10, lastEnd: 30 });
});

it('where nothing has ended there is no first or last end', () => {
  const nothing = { month, lines: 0, open: 0, firstEnd: null, lastEnd: null };
  expect(summarize(month, columnsOf(dimensions, []))).toEqual(nothing);
  expect(summarize(month, columnsOf(dimensions, [line(null)]))).toEqual({ ...nothing, lines: 1, open: 1 });
});

it('a line is read back from its columns', () => {
  const lines = [line(30), line(null)];
  const columns = columnsOf(dimensions, lines);
  expect(lines.map((_line, index) => lineAt(columns, index))).toEqual(lines);
});
