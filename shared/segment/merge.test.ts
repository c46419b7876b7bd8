import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRows } from './merge.ts';
import type { SegmentRow } from './pack.ts';

/** The row of a request at a version is always the same; every third is a tombstone. */
const rowAt = (request: string, version: number): SegmentRow => ({
  request,
  version,
  lines: version % 3 === 0 ? [] : [{ received: version }],
});
const anyRows = fc.array(
  fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 6 }))
    .map(([request, version]) => rowAt(request, version)),
  { maxLength: 8 },
);
/** Rows as a set: the order of a merge means nothing. */
const asSet = (rows: readonly SegmentRow[]) => rows.map((row) => JSON.stringify(row)).sort();

describe('merging', () => {
  it('keeps the highest version of each request, wherever it comes from', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (a, b) => {
        const all = [...a, ...b];
        const requests = [...new Set(all.map(({ request }) => request))];
        const expected = requests.map((name) =>
          rowAt(
            name,
            Math.max(...all.flatMap(({ request, version }) => (request === name ? [version] : []))),
          ),
        );
        expect(asSet(mergeRows(a, b))).toEqual(asSet(expected));
      }),
    );
  });

  it('is idempotent, commutative and associative', () => {
    fc.assert(
      fc.property(anyRows, anyRows, anyRows, (a, b, c) => {
        const once = mergeRows(a, b);
        expect(asSet(mergeRows(once, b))).toEqual(asSet(once));
        expect(asSet(mergeRows(once, once))).toEqual(asSet(once));
        expect(asSet(mergeRows(b, a))).toEqual(asSet(once));
        expect(asSet(mergeRows(mergeRows(a, b), c))).toEqual(asSet(mergeRows(a, mergeRows(b, c))));
      }),
    );
  });

  it('a tombstone stays, so that an older row cannot come back', () => {
    expect(mergeRows([rowAt('a', 3)], [rowAt('a', 2)])).toEqual([rowAt('a', 3)]);
    expect(mergeRows([rowAt('a', 3)], [rowAt('a', 4)])).toEqual([rowAt('a', 4)]);
  });
});
