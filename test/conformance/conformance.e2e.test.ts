import { expect, test } from 'vitest';
import { runConformance } from './run.ts';

test('schemathesis finds nothing in a fresh hub by its own OpenAPI document', async () => {
  let report = '';
  const outcome = await runConformance({
    cases: 600,
    seed: 4,
    isShort: true,
    write: (text) => {
      report += text;
    },
    signal: new AbortController().signal,
  });
  expect(outcome.isClean, report).toBe(true);
  expect(outcome.cases, report).toBeGreaterThan(500);
});
