import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv as csvOf } from './csv.ts';

const csv = (columns: string, rows: readonly object[]) => csvOf(columns.split(','), rows);
const lines = (...text: string[]) => text.map((line) => `${line}\r\n`).join('');

describe('CSV', () => {
  it('has a header and a line for each row', () =>
    expect(
      csv('a,b', [
        { a: 1, b: 'x' },
        { a: 2, b: 'y' },
      ]),
    ).toBe(lines('a,b', '1,x', '2,y')));

  it('joins nested names with dots', () =>
    expect(csv('group.channel,share.value', [{ group: { channel: 'online' }, share: { value: 0.5 } }])).toBe(
      lines('group.channel,share.value', 'online,0.5'),
    ));

  it('leaves cells empty for null, and for what a row does not have', () =>
    expect(
      csv('a,b,c', [
        { a: null, b: 0 },
        { b: false, c: 1 },
      ]),
    ).toBe(lines('a,b,c', ',0,', ',false,1')));

  it('has its header without rows too, and empty cells for all of a figure that is null', () => {
    expect(csv('a,b.c', [])).toBe(lines('a,b.c'));
    expect(csv('a,b.c', [{ a: 1, b: null }])).toBe(lines('a,b.c', '1,'));
  });

  it('has a list in one cell, as JSON', () =>
    expect(csv('a', [{ a: [{ b: 1 }, { b: null }] }, { a: [] }])).toBe(
      lines('a', '"[{""b"":1},{""b"":null}]"', '[]'),
    ));

  it.each([
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['Đà Nẵng', 'Đà Nẵng'],
    ['', ''],
  ])('quotes %o as RFC 4180 says', (text, cell) => expect(csv('a', [{ a: text }])).toBe(lines('a', cell)));

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\r=1', '"\'\r=1"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ])('keeps a spreadsheet from running %o', (text, cell) =>
    expect(csv('a', [{ a: text }])).toBe(lines('a', cell)),
  );

  it('leaves a negative number a number', () => expect(csv('a', [{ a: -1.5 }])).toBe(lines('a', '-1.5')));

  it('keeps a spreadsheet from running a name too', () =>
    expect(csv('=a', [{ '=a': 1 }])).toBe(lines("'=a", '1')));

  /** A plain reader of RFC 4180. */
  const read = (text: string): string[][] => {
    const rows: string[][] = [];
    let cells: string[] = [];
    for (const [, quoted, plain = '', end = ''] of text.matchAll(
      /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
    )) {
      cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      if (end !== ',') {
        rows.push(cells);
        cells = [];
      }
    }
    return rows;
  };

  it('any text comes back as it was', () => {
    const texts = fc.array(
      fc.string({ unit: 'binary' }).filter((text) => !/^[=+\-@\t\r]/.test(text)),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const rows = a.map((text, index) => ({ a: text, b: b[index] ?? '' }));
        expect(read(csv('a,b', rows))).toEqual([['a', 'b'], ...rows.map((row) => [row.a, row.b])]);
      }),
    );
  });
});
