import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchesOf, splitLate } from './batches.ts';
import { simulateCity } from './simulate.ts';

const { events } = simulateCity({ seed: 3, requests: 60 });

test('batches keep to their size, keep requests whole and lose nothing', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(events), fc.integer({ min: 12, max: 100 }), (some, size) => {
      const batches = [...batchesOf(some, size)];
      expect(batches.every(({ length }) => length > 0 && length <= size)).toBe(true);
      expect(new Set(batches.flat())).toEqual(new Set(some));
      const subjects = batches.flatMap((batch) => [...new Set(batch.map(({ subject }) => subject))]);
      expect(new Set(subjects).size).toBe(subjects.length);
    }),
    { numRuns: 50 },
  );
});

test('late is what is sent after something that happened later', () => {
  const sorted = events.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time));
  const [first, ...rest] = sorted;
  if (!first) throw new Error('no events');
  expect(splitLate(sorted)).toEqual({ inTime: sorted, late: [] });
  expect(splitLate([...rest, first])).toEqual({ inTime: rest, late: [first] });
});
