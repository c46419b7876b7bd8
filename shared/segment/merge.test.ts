import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRows, newsOf } from './merge.ts';
import { pack, type SegmentRow, unpackRows } from './pack.ts';

/** A row at a version, as one of two codes makes it; every third is a tombstone. */
const rowAt = (request: string, version: number, code = 0): SegmentRow => ({
  request,
  version,
  lines: version % 3 === 0 ? [] : [{ received: version, score: code }],
});
const schema = { received: 'instant', score: 'number' } as const;

const requests = fc.constantFrom('a', 'b', 'c', 'd');
const anyVersion = fc.integer({ min: 1, max: 6 });
/** The row of a request at a version is always the same. */
const anyRows = fc.array(
  fc.tuple(requests, anyVersion).map(([request, version]) => rowAt(request, version)),
  { maxLength: 8 },
);
/** The row of a request at a version may differ: it was made again after a repair. */
const anyRepairs = fc.array(
  fc.tuple(requests, anyVersion, fc.nat(1)).map(([request, version, code]) => rowAt(request, version, code)),
  { maxLength: 8 },
);
/** Rows as a set: the order of a merge means nothing. */
const asSet = (rows: readonly SegmentRow[]) => rows.map((row) => JSON.stringify(row)).sort();

describe('merging', () => {
  it('keeps the highest version of each request, and of one version what came last', () => {
    fc.assert(
      fc.property(anyRepairs, anyRepairs, (a, b) => {
        const all = [...a, ...b];
        const expected = [...new Set(all.map(({ request }) => request))].map((name) => {
          const own = all.filter(({ request }) => request === name);
          const highest = Math.max(...own.map(({ version }) => version));
          return own.findLast(({ version }) => version === highest);
        });
        expect(asSet(mergeRows(a, b))).toEqual(asSet(expected.filter((row) => row !== undefined)));
      }),
    );
  });

  it('is idempotent and associative, also where one version has two rows', () => {
    fc.assert(
      fc.property(anyRepairs, anyRepairs, anyRepairs, (a, b, c) => {
        const once = mergeRows(a, b);
        expect(asSet(mergeRows(once, b))).toEqual(asSet(once));
        expect(asSet(mergeRows(once, once))).toEqual(asSet(once));
        expect(asSet(mergeRows(mergeRows(a, b), c))).toEqual(asSet(mergeRows(a, mergeRows(b, c))));
      }),
    );
  });

  it('is commutative where a request at a version has one row', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (a, b) => {
        expect(asSet(mergeRows(b, a))).toEqual(asSet(mergeRows(a, b)));
      }),
    );
  });

  it('a tombstone stays, so that an older row cannot come back', () => {
    expect(mergeRows([rowAt('a', 3)], [rowAt('a', 2)])).toEqual([rowAt('a', 3)]);
    expect(mergeRows([rowAt('a', 3)], [rowAt('a', 4)])).toEqual([rowAt('a', 4)]);
  });
});

describe('news', () => {
  it('is what changes the result of a merge, and merging it is enough', () => {
    fc.assert(
      fc.property(anyRepairs, anyRepairs, (rows, changed) => {
        const known = mergeRows([], rows);
        const news = newsOf(known, changed);
        const merged = mergeRows(known, changed);
        expect(asSet(mergeRows(known, news))).toEqual(asSet(merged));
        expect(news.length === 0).toBe(asSet(merged).join() === asSet(known).join());
        expect(newsOf(merged, changed)).toEqual([]);
      }),
    );
  });

  it('there is none in what a segment gives back, though it orders and fills in the columns', () => {
    const changed = [
      { request: 'a', version: 1, lines: [{ score: 3, received: 7 }, { received: 7 }] },
      { request: 'b', version: 3, lines: [] },
    ] as SegmentRow<typeof schema>[];
    const known = unpackRows(schema, pack(schema, changed));
    expect(newsOf(known, changed)).toEqual([]);
    expect(newsOf(known, [{ request: 'b', version: 3, lines: [{ received: 7, score: null }] }])).toHaveLength(
      1,
    );
  });
});
