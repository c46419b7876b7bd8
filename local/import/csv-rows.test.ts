import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRows } from './csv-rows.ts';
import type { FileRow } from './file-row.ts';
import { linesOf } from './lines.ts';

const pieces = async function* (parts: readonly string[]) {
  yield* parts;
};
const read = async (...parts: string[]): Promise<FileRow[]> => {
  const rows: FileRow[] = [];
  for await (const row of csvRows(linesOf(pieces(parts)))) rows.push(row);
  return rows;
};
const lineAndCells = (rows: readonly FileRow[]) =>
  rows.map((row) => ('cells' in row ? [row.line, ...row.cells] : [row.line]));

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ' '), maxLength: 6 });
const row = fc.array(cell, { minLength: 2, maxLength: 4 });

describe('csvRows', () => {
  test('a byte order mark, CRLF, empty lines and quoted line breaks', async () => {
    const rows = await read('\ufeffa,b\r\n1,2\r\n\r\n"x\r\ny","say ""hi"""\r\n', '3,4');
    expect(lineAndCells(rows)).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
      [4, 'x\r\ny', 'say "hi"'],
      [6, '3', '4'],
    ]);
  });

  test.each([
    ['after a closed cell', 'a,b\n"x"y,3\n4,5\n"6\n",7\n'],
    ['within a cell', 'a,b\nx"y,3\n4,5\n"6\n",7\n'],
  ])('a quotation mark %s loses its own line only', async (_, text) => {
    const rows = await read(text);
    expect(lineAndCells(rows)).toEqual([[1, 'a', 'b'], [2], [3, '4', '5'], [4, '6\n', '7']]);
    expect(rows[1]).toMatchObject({ problem: expect.stringMatching(/quot/i) });
  });

  test('a quotation mark that is never closed loses its own line only, in a short file and in a long one', async () => {
    const after = (count: number) => Array.from({ length: count }, (_, index) => `${index},0\n`);
    for (const count of [3, 3_000]) {
      const rows = await read('a,b\n', '"1,2\n', ...after(count));
      expect(rows[1]).toEqual({ line: 2, problem: 'a quotation mark is opened and never closed' });
      expect(rows.filter((row) => 'cells' in row)).toHaveLength(1 + count);
    }
  });

  test('what was written is read, however it is cut into pieces', async () => {
    const newline = fc.constantFrom('\n', '\r\n');
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 8 }),
        newline,
        fc.integer({ min: 1, max: 9 }),
        async (rows, end, size) => {
          const lines = rows.map((cells) => cells.map(quoted).join(',') + end);
          const text = lines.join('');
          const parts = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
          const expected = rows.map((cells, index) => [
            lines.slice(0, index).join('').split('\n').length,
            ...cells,
          ]);
          expect(lineAndCells(await read(...parts))).toEqual(expected);
        },
      ),
    );
  });

  test('damaged text never stops the reading, and lines only grow', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, async (damaged) => {
        const lines = (await read(`${damaged}\nlast,row`)).map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
        expect(lines.at(-1)).toBeLessThanOrEqual(damaged.split('\n').length + 1);
      }),
      { numRuns: 1_000 },
    );
  });
});
