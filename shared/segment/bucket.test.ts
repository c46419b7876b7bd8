import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { bucketOf } from './bucket.ts';

const anyRequest = fc.string({ unit: 'grapheme', maxLength: 40 });

it('a request stays in its bucket, or goes to the one that the split adds', () => {
  fc.assert(
    fc.property(anyRequest, fc.nat(8), (request, power) => {
      const buckets = 2 ** power;
      const before = bucketOf(request, buckets);
      expect(before).toBeLessThan(buckets);
      expect([before, before + buckets]).toContain(bucketOf(request, 2 * buckets));
    }),
  );
});

it.each([2, 16, 64])('ids that count up are spread evenly over %i buckets', (buckets) => {
  const counts = new Map<number, number>();
  for (let n = 0; n < 1_000 * buckets; n++) {
    const bucket = bucketOf(`000.00.01.H29-2401-${String(n).padStart(6, '0')}`, buckets);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  expect(counts.size).toBe(buckets);
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(160);
});
