import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pathTypes } from './generate.ts';

test('the client’s types are those of the OpenAPI document', async () => {
  const written = readFileSync(join(import.meta.dirname, 'paths.ts'), 'utf8');
  expect(written, 'run: npm run client:generate').toBe(await pathTypes());
});
