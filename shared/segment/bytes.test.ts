import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reader, writer } from './bytes.ts';

describe('bytes', () => {
  it('come back as they were written', () => {
    const piece = fc.oneof(
      fc.record({ as: fc.constant('unsigned' as const), value: fc.maxSafeNat() }),
      fc.record({ as: fc.constant('signed' as const), value: fc.integer({ min: -(2 ** 51), max: 2 ** 51 }) }),
      fc.record({ as: fc.constant('text' as const), value: fc.string({ unit: 'grapheme', maxLength: 400 }) }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const out = writer();
        for (const { as, value } of pieces)
          if (as === 'text') out.text(value);
          else out[as](value);
        const input = reader(out.bytes());
        expect(pieces.map(({ as }) => input[as]())).toEqual(pieces.map(({ value }) => value));
        expect(() => input.unsigned()).toThrow(RangeError);
      }),
    );
  });

  it('come back as they are, and what follows them', () => {
    const input = reader(Buffer.from([1, 2, 3, 9]));
    expect(input.bytes(3)).toEqual(Uint8Array.of(1, 2, 3));
    expect(input.bytes(0)).toEqual(Uint8Array.of());
    expect(input.unsigned()).toBe(9);
  });

  it.each([
    [0, 1],
    [127, 1],
    [128, 2],
    [16_383, 2],
    [16_384, 3],
    [Number.MAX_SAFE_INTEGER, 8],
  ])('%i takes %i', (value, size) => {
    const out = writer();
    out.unsigned(value);
    expect(out.bytes()).toHaveLength(size);
  });

  it('that end within a number or a text are an error, not a shorter value', () => {
    const out = writer();
    out.text('Đà Nẵng');
    const whole = out.bytes();
    for (let length = 0; length < whole.length; length++)
      expect(() => reader(whole.slice(0, length)).text()).toThrow(RangeError);
    expect(() => reader(Uint8Array.of(200, 200)).unsigned()).toThrow(RangeError);
    expect(() => reader(Uint8Array.of(1, 2, 3)).bytes(4)).toThrow(RangeError);
  });
});
