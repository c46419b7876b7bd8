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

test.each(Object.keys(protections) as Protection[])(
  'without %s runs fail',
  async (broken) => {
    for (let seed = 1; seed <= 200; seed++) {
      // A run that never ends is wrong, too.
      const { problems } = await run(seed, { broken }).catch((error: unknown) => ({ problems: [error] }));
      if (problems.length === 0) continue;
      console.log(`without ${broken}: seed ${seed}: ${String(problems[0])}`);
      return;
    }
    expect.fail(`200 runs were right without ${broken}: the laboratory does not see it`);
  },
  180_000,
);
