import { expect, test, vi } from 'vitest';
import { type Protection, protections } from './protections.ts';

// The functions log every batch, which nobody would read: their loggers look at this when they are made.
vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
const { run } = await import('./run.ts');

const firstSeed = Number(process.env['MOTCUA_SEED'] ?? 1);
const count = 50;

test('whatever goes wrong, nothing is lost, and every row and answer is what the log says', async () => {
  console.log(`faults: seeds ${firstSeed} to ${firstSeed + count - 1} (npm run faults -- --first-seed N)`);
  const failed: string[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const { problems } = await run(seed);
    if (problems.length > 0) failed.push(`seed ${seed}: ${problems.join('; ')}`);
  }
  expect(failed).toEqual([]);
}, 180_000);

test('a seed replays exactly, and another does not', async () => {
  const [first, again, other] = [await run(7), await run(7), await run(8)];
  expect(again).toEqual(first);
  expect(other.trace).not.toBe(first.trace);
});

/** For each protection a seed that fails without it; `npm run faults -- --break <protection>` finds more. */
const blind: Readonly<Record<Protection, number>> = {
  'duplicate-check': 1,
  'conditional-append': 1,
  'newer-only-write': 1,
  'consistent-re-read': 4,
  overlap: 11,
  tombstones: 2,
  'index-written-again': 8,
  reconciler: 2,
};

test.each(Object.keys(protections) as Protection[])('without %s a run fails', async (broken) => {
  const seed = blind[broken];
  expect((await run(seed)).problems).toEqual([]);
  expect((await run(seed, { broken })).problems).not.toEqual([]);
});
