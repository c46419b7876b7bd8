import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventTypes } from '../../events/catalogue.ts';
import { anomalyRules } from '../../shared/request/anomalies.ts';
import { eventsPage } from './events.ts';

test('docs/events.md is what the code says', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'events.md'), 'utf8');
  expect(page, 'run: npm run docs').toBe(eventsPage());
});

test('the page has every type and every rule', () => {
  for (const { type } of eventTypes) expect(eventsPage()).toContain(`\n| \`${type}\``);
  for (const rule of anomalyRules) expect(eventsPage()).toContain(`\n| \`${rule}\``);
});
