import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../test/spreadsheets.ts';
import { type Sheet, workbook } from './workbook.ts';
import { zip } from './zip.ts';

const text = (value: string) => ({ value, style: 'text' }) as const;
const sheet = (...cells: Sheet['rows'][number]['cells'][]): Sheet => ({
  name: 'Sheet',
  widths: [10, 20],
  rows: cells.map((row) => ({ cells: row })),
});
const cellsOf = (...rows: Sheet['rows'][number]['cells'][]) =>
  readWorkbook(workbook([sheet(...rows)]))[0]?.cells;

describe('a workbook', () => {
  it('holds text and numbers where they belong', () =>
    expect(
      cellsOf([text('Hộ tịch'), { value: 0.25, style: 'share' }], [null, { value: null, style: 'count' }]),
    ).toEqual({ A1: 'Hộ tịch', B1: 0.25, B2: null }));

  it('keeps text as it is, whatever it looks like', () => {
    const values = ['=1+1', ' <a href="x">&amp;</a> ', 'two\nlines', '12', '😀 𝒳'];
    expect(Object.values(cellsOf(...values.map((value) => [text(value)])) ?? {})).toEqual(values);
  });

  it('leaves out what XML cannot hold', () =>
    expect(cellsOf([text('a\u0000b\u001fc\ud800d\uffffe')])).toEqual({ A1: 'abcde' }));

  it('draws a merged cell’s border around all that it covers', () => {
    const [read] = readWorkbook(
      workbook([
        sheet(
          [{ value: 'head', style: 'heading', columns: 2 }, null, text('c')],
          [{ value: 'side', style: 'heading', rows: 2 }, text('b'), null],
          [null, text('d'), null],
        ),
      ]),
    );
    expect(read).toEqual({
      name: 'Sheet',
      merged: ['A1:B1', 'A2:A3'],
      cells: { A1: 'head', B1: null, C1: 'c', A2: 'side', B2: 'b', A3: null, B3: 'd' },
    });
  });

  it('has several sheets, and columns beyond Z', () => {
    const wide = sheet([...Array.from({ length: 53 }, () => null), text('far')]);
    const read = readWorkbook(workbook([wide, { ...sheet([text('x')]), name: 'Định nghĩa & "rest"' }]));
    expect(read.map(({ name, cells }) => [name, cells])).toEqual([
      ['Sheet', { BB1: 'far' }],
      ['Định nghĩa & "rest"', { A1: 'x' }],
    ]);
  });
});

describe('an archive', () => {
  it('is read by other code', () => {
    const files = { 'a.txt': '', 'folder/b.txt': 'ế'.repeat(100_000), 'c.txt': 'c' };
    const read = Object.entries(unzipSync(zip(files))).map(([name, bytes]) => [name, strFromU8(bytes)]);
    expect(Object.fromEntries(read)).toEqual(files);
  });

  it('has the check sums that other code has', () => {
    const checkSum = (archive: Uint8Array) =>
      new DataView(archive.buffer, archive.byteOffset).getUint32(14, true);
    expect(checkSum(zip({ a: 'Hộ tịch' }))).toBe(checkSum(zipSync({ a: strToU8('Hộ tịch') })));
  });
});
