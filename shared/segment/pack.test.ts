import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line, Schema } from './column.ts';
import { pack, type SegmentRow, unpackColumns, unpackRows } from './pack.ts';

const kinds = fc.constantFrom('instant' as const, 'number' as const, 'code' as const);
const value = {
  instant: fc.integer({ min: Date.parse('0000-01-01'), max: Date.parse('9999-12-31') }),
  number: fc.integer({ min: -1_000, max: 1_000 }),
  code: fc.oneof(fc.constantFrom('', 'a', 'b', 'Đà Nẵng', '🏛️', '__proto__'), fc.string({ unit: 'grapheme' })),
};
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 4 });

/** A schema that begins with the instant it is sorted by, as every projection's does. */
const anySchema = fc
  .dictionary(fc.stringMatching(/^[a-z]{1,6}$/), kinds, { maxKeys: 5, noNullPrototype: true })
  .map(({ received: _placed, ...others }): Schema => ({ received: 'instant', ...others }));

const anyRequest = fc.stringMatching(/^[A-Z]-[0-9._:~-]{1,8}$/);

/** Rows of as many lines as may be, each row's lines with one receipt. */
const anyRows = (schema: Schema): fc.Arbitrary<SegmentRow[]> => {
  const line = fc.record(
    Object.fromEntries(
      Object.entries(schema).map(([name, kind]) => [name, orNull<string | number>(value[kind])]),
    ),
    { noNullPrototype: true },
  ) as fc.Arbitrary<Line>;
  const row = fc
    .record({
      request: anyRequest,
      version: fc.integer({ min: 1, max: 2 ** 40 }),
      received: orNull(value.instant),
      lines: fc.array(line, { maxLength: 3 }),
    })
    .map(({ request, version, received, lines }) => ({
      request,
      version,
      lines: lines.map((each) => ({ ...each, received })),
    }));
  return fc.uniqueArray(row, { maxLength: 20, size: 'max', selector: ({ request }) => request });
};

const anySegment = anySchema.chain((schema) => anyRows(schema).map((rows) => ({ schema, rows })));
const byRequest = (rows: readonly SegmentRow[]) =>
  rows.toSorted((a, b) => (a.request < b.request ? -1 : Number(a.request > b.request)));

describe('packing', () => {
  it('keeps every row, line and value', () => {
    fc.assert(
      fc.property(anySegment, ({ schema, rows }) => {
        expect(byRequest(unpackRows(schema, pack(schema, rows)))).toEqual(byRequest(rows));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same bytes in whatever order the rows come', () => {
    const shuffled = anySegment.chain(({ schema, rows }) =>
      fc
        .shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })
        .map((other) => ({ schema, rows, other })),
    );
    fc.assert(
      fc.property(shuffled, ({ schema, rows, other }) => {
        expect(pack(schema, other)).toEqual(pack(schema, rows));
      }),
    );
  });

  it('gives the same bytes after any number of rounds', () => {
    fc.assert(
      fc.property(anySegment, ({ schema, rows }) => {
        const packed = pack(schema, rows);
        expect(pack(schema, unpackRows(schema, packed))).toEqual(packed);
      }),
    );
  });

  it('sorts the columns by their first, and knows null from nothing', () => {
    const schema = { received: 'instant', name: 'code', score: 'number' } as const;
    const rows = [
      { request: 'b', version: 1, lines: [{ received: 7, name: null, score: 0 }] },
      { request: 'a', version: 2, lines: [{ received: -7, name: '', score: null }] },
      { request: 'c', version: 3, lines: [] },
    ];
    const { count, column } = unpackColumns(schema, pack(schema, rows));
    expect(count).toBe(2);
    expect([...column.received]).toEqual([-7, 7]);
    expect([...column.score]).toEqual([Number.NaN, 0]);
    expect([...column.name.codes].map((code) => column.name.values[code])).toEqual(['', null]);
  });

  it('tells its columns by name and kind to code of another schema', () => {
    const older = {
      received: 'instant',
      gone: 'number',
      ended: 'instant',
      name: 'code',
      grade: 'code',
    } as const;
    const newer = {
      received: 'instant',
      name: 'code',
      ended: 'instant',
      grade: 'number',
      fresh: 'code',
    } as const;
    const line = { received: 7_000, gone: 3, ended: 9_000, name: 'a', grade: 'good' };
    const packed = pack(older, [
      { request: 'a', version: 2, lines: [line] },
      { request: 'b', version: 1, lines: [{ ...line, received: 8_000, name: null }] },
      { request: 'c', version: 1, lines: [] },
    ]);
    const known = { received: 7_000, name: 'a', ended: 9_000, grade: null, fresh: null };
    expect(unpackRows(newer, packed)).toEqual([
      { request: 'a', version: 2, lines: [known] },
      { request: 'b', version: 1, lines: [{ ...known, received: 8_000, name: null }] },
      { request: 'c', version: 1, lines: [] },
    ]);
    expect(Object.keys(unpackColumns(newer, packed).column)).toEqual(Object.keys(newer));
  });

  it('keeps tombstones, with their versions', () => {
    const rows = [{ request: 'gone', version: 9, lines: [] }];
    expect(unpackRows({ received: 'instant' }, pack({ received: 'instant' }, rows))).toEqual(rows);
  });

  it('packs nothing', () => {
    expect(unpackRows({ received: 'instant' }, pack({ received: 'instant' }, []))).toEqual([]);
  });
});

describe('unpacking what was cut short', () => {
  const schema = { received: 'instant', name: 'code' } as const;
  const rows = Array.from({ length: 50 }, (_, index) => ({
    request: `R-${index}`,
    version: 1,
    lines: [{ received: index * 977, name: `code ${index}` }],
  }));
  const packed = pack(schema, rows);

  it('throws, wherever the cut is', () => {
    for (let length = 0; length < packed.columns.length; length++)
      expect(() => unpackColumns(schema, { ...packed, columns: packed.columns.slice(0, length) })).toThrow();
    for (let length = 0; length < packed.keys.length; length++)
      expect(() => unpackRows(schema, { ...packed, keys: packed.keys.slice(0, length) })).toThrow();
  });
});
