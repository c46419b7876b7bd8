import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeOn } from './places.ts';

it('two places have one key only where they are the same on every axis, however wide the axes are', () => {
  const anyPlaces = fc
    .array(fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 1_000_000 })), { maxLength: 8 })
    .chain((sizes) =>
      fc.record({
        sizes: fc.constant(sizes),
        one: fc.tuple(...sizes.map((size) => fc.nat(size - 1))),
        // On most axes where the first is, or beside it.
        other: fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: sizes.length, maxLength: sizes.length }),
      }),
    );
  fc.assert(
    fc.property(anyPlaces, ({ sizes, one, other }) => {
      const moved = one.map((place, axis) => (place + (other[axis] ?? 0)) % (sizes[axis] ?? 1));
      const key = placeOn<readonly number[]>(
        sizes.map((size, axis) => ({ size, at: (places) => places[axis] ?? 0 })),
      );
      expect(key(one) === key(moved)).toBe(one.join() === moved.join());
      expect(typeof key(one)).toBe(
        sizes.reduce((product, size) => product * BigInt(size), 1n) > 2n ** 53n ? 'string' : 'number',
      );
    }),
    { numRuns: 2_000 },
  );
});
