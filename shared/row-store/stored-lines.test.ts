import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvents, streamOf } from '../../test/builders.ts';
import { rowOf } from '../projections/projection.ts';
import { projections } from '../projections/projections.ts';
import { snapshotOf } from '../request/snapshot.ts';
import type { Line } from '../segment/column.ts';
import { decodeElsewhere, decodeLines, encodeElsewhere, encodeLines } from './stored-lines.ts';

describe('the lines of a row', () => {
  it('come back as they were, short or long', () => {
    const kinds = { S: 0, B: 0 };
    fc.assert(
      fc.property(anyEvents, (events) => {
        for (const projection of projections) {
          const { lines = [], elsewhere = [] } = rowOf(projection, snapshotOf(streamOf(events)), 'UTC') ?? {};
          expect(decodeElsewhere(encodeElsewhere(elsewhere))).toEqual(elsewhere);
          const stored = encodeLines(lines);
          kinds[stored.B === undefined ? 'S' : 'B']++;
          expect(decodeLines(stored)).toEqual(lines);
        }
      }),
    );
    expect(Math.min(kinds.S, kinds.B)).toBeGreaterThan(0);
  });

  it('come back whatever the numbers and the texts', () => {
    const value = fc.option(fc.oneof(fc.integer(), fc.integer({ min: -(2 ** 52), max: 2 ** 52 })));
    const line = fc.record({ at: value, text: fc.option(fc.string()), nothing: fc.constant(null) });
    fc.assert(
      fc.property(fc.array(line, { minLength: 20, maxLength: 40 }), (lines: Line[]) => {
        expect(decodeLines(encodeLines(lines))).toEqual(lines);
      }),
    );
  });

  it('that were stored as JSON, however long, are read', () => {
    const lines = Array.from({ length: 100 }, (_, n): Line => ({ received: n, step: `step ${n}` }));
    expect(decodeLines({ S: JSON.stringify(lines) })).toEqual(lines);
    expect(decodeLines(undefined)).toEqual([]);
  });
});
