import { describe, expect, it } from 'vitest';
import { eventTypes } from '../../events/catalogue.ts';
import { parseEvent } from '../../events/parse.ts';
import { largestBatch } from './cloudevents.ts';
import { resultOf } from './receipt.ts';
import { toldOf } from './told.ts';

const issue = (n: number) => ({ field: `data.k${n}`, detail: 'is not a field of this type' });
const issues = (count: number) => Array.from({ length: count }, (_, n) => issue(n));

describe('what is told of many issues', () => {
  it('is one in full', () =>
    expect(toldOf([issue(0)])).toEqual({
      detail: 'data.k0: is not a field of this type',
      errors: [issue(0)],
    }));

  it('is fifty at most, each once, and how many there are', () =>
    expect(toldOf(issues(7_000))).toEqual({
      detail: 'data.k0: is not a field of this type (and 6999 more)',
      errors: issues(50),
    }));

  it('cuts a name that is too long, and no character in two', () => {
    const { errors } = toldOf([{ field: '🏛'.repeat(9_000), detail: 'x' }]);
    expect(errors[0]?.field).toMatch(/^(?:🏛)+…$/u);
    expect(toldOf([{ field: `x${'🏛'.repeat(9_000)}`, detail: 'x' }]).errors[0]?.field).toHaveLength(301);
  });
});

describe('the answer to a batch in which all is wrong', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const attributes = { specversion: '1.0', source: 's', id: '1', subject: 'R', time: '2024-01-15T08:12:00Z' };
  const answerBytes = (value: unknown): number => {
    const { ok, ...why } = parseEvent(value, now);
    if (ok || !('reason' in why)) throw new Error('is taken');
    const results = Array.from({ length: largestBatch }, () => resultOf({ status: 'unreadable', ...why }));
    return Buffer.byteLength(JSON.stringify({ results }));
  };
  const wide = (length: number, key: (n: number) => string) =>
    Object.fromEntries(Array.from({ length }, (_, n) => [key(n), n]));

  it.each([
    ['thousands of short names', wide(7_000, (n) => `k${n}`)],
    ['names that JSON writes six times as long', wide(50, (n) => `${n}${'\u0001'.repeat(150)}`)],
    ['one endless name', wide(1, () => '\u0001'.repeat(10_000))],
  ])('stays far below the 6 MB of a function: %s', (_what, data) => {
    for (const { type } of eventTypes)
      expect(answerBytes({ ...attributes, type, data }), type).toBeLessThan(4_000_000);
  });
});
