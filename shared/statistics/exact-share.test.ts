import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAtMostOneIn } from './exact-share.ts';

const stretches = (parts: readonly (readonly [atRisk: number, ended: number])[]) => {
  const before = [0];
  for (const [, ended] of parts) before.push((before.at(-1) ?? 0) + ended);
  return { before, atRisk: parts.map(([n]) => n), survival: [] };
};

it('tells apart shares that are the same in floating point', () => {
  // 2a/(2a + 1) · a/(2a − 1) is above one half, by 1/(8a² − 2).
  const a = 2 ** 28;
  expect((((2 * a) / (2 * a + 1)) * a) / (2 * a - 1)).toBe(0.5);
  const above = [
    [2 * a + 1, 1],
    [2 * a - 1, a - 1],
  ] as const;
  expect(isAtMostOneIn(stretches(above), a, 2)).toBe(false);
  expect(isAtMostOneIn(stretches([above[0], [2 * a, a]]), a + 1, 2)).toBe(true);
  expect(isAtMostOneIn(stretches([[10, 5]]), 5, 2)).toBe(true);
});

it('is the product of the stretches up to the count', () => {
  const anyStretch = fc
    .integer({ min: 1, max: 30 })
    .chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 1, max: n })));
  const anyParts = fc.array(anyStretch, { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(anyParts, fc.nat(), fc.constantFrom(2, 4, 10), (parts, choice, oneIn) => {
      const total = parts.reduce((sum, [, ended]) => sum + ended, 0);
      const count = 1 + (choice % total);
      let [over, under, counted] = [BigInt(oneIn), 1n, 0];
      for (const [n, ended] of parts) {
        const taken = Math.min(ended, count - counted);
        over *= BigInt(n - taken);
        under *= BigInt(n);
        counted += taken;
      }
      expect(isAtMostOneIn(stretches(parts), count, oneIn)).toBe(over <= under);
    }),
    { numRuns: 1_000 },
  );
});
