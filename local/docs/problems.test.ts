import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemsPage } from './problems.ts';

test('docs/problems.md is what the code says', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'problems.md'), 'utf8');
  expect(page, 'run: npm run docs').toBe(problemsPage());
});
