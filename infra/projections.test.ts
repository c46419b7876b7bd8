import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projections as known } from '../shared/projections/projections.ts';
import { projections } from './projections.ts';

test('what is deployed is what the functions know, in the same order', () => {
  expect(projections).toEqual(known.map(({ name }) => name));
});

test.each(projections)('%s has a function of its own', (name) => {
  expect(existsSync(join(import.meta.dirname, `../functions/project-${name}/handler.ts`))).toBe(true);
});
