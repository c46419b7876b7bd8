import { describe, expect, test } from 'vitest';
import { differences, keysWithin } from './compare.ts';
import { asked, faultsOf, leftOut } from './entry.ts';

const none = new Set<string>();
const wanted = { n: 3, mean: 1.5, share: 0.25, p90: null, ids: ['a', 'b'], within: { linear: 2, median: 1 } };

describe('differences', () => {
  test('none where all is the same, or as near as may be', () => {
    expect(differences(wanted, structuredClone(wanted), none)).toEqual([]);
    expect(differences({ mean: 1 }, { mean: 1 + 9e-7 }, none)).toEqual([]);
    expect(differences({ share: 1 }, { share: 1 + 9e-10 }, none)).toEqual([]);
    expect(differences({ of: { wilson95: [0.1, 0.2] } }, { of: { wilson95: [0.1, 0.2] } }, none)).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['a count', { ...wanted, n: 4 }, 'n: 3 is wanted, 4 answered'],
    ['a figure', { ...wanted, mean: 1.500002 }, 'mean: 1.5 is wanted, 1.500002 answered'],
    ['a share', { ...wanted, share: 0.250000002 }, 'share: 0.25 is wanted, 0.250000002 answered'],
    ['a figure for null', { ...wanted, p90: 0 }, 'p90: null is wanted, 0 answered'],
    ['null for a figure', { ...wanted, mean: null }, 'mean: 1.5 is wanted, null answered'],
    ['no number', { ...wanted, mean: Number.NaN }, 'mean: 1.5 is wanted, null answered'],
    ['a list', { ...wanted, ids: ['a', 'c'] }, 'ids.1: "b" is wanted, "c" answered'],
    [
      'a longer list',
      { ...wanted, ids: ['a', 'b', 'c'] },
      'ids: ["a","b"] is wanted, ["a","b","c"] answered',
    ],
    ['within', { ...wanted, within: { linear: 2, median: 3 } }, 'within.median: 1 is wanted, 3 answered'],
    ['a key too many', { ...wanted, more: 1 }, 'more: undefined is wanted, 1 answered'],
    ['a key too few', { ...wanted, within: { linear: 2 } }, 'within.median: 1 is wanted, undefined answered'],
    ['nothing', null, `value: ${JSON.stringify(wanted)} is wanted, null answered`],
  ])('%s', (_name, given, difference) => {
    expect(differences(wanted, given, none)).toEqual([difference]);
  });

  test('what need not be answered is compared where it is', () => {
    const without = new Set(['linear']);
    expect(differences(wanted, { ...wanted, within: { median: 1 } }, without)).toEqual([]);
    expect(differences(wanted, { ...wanted, within: { median: 1, linear: 3 } }, without)).toHaveLength(1);
  });
});

test('the keys of a value at any depth', () => {
  expect(keysWithin([{ a: { b: [{ c: 1 }] } }, 2])).toEqual(['a', 'b', 'c']);
});

test('a list is faulty where a key is missing, too many, or left out for no reason', () => {
  const whole = { a: asked(() => 1), b: leftOut('the file does not say') };
  expect(faultsOf(['a', 'b'], whole)).toEqual([]);
  expect(faultsOf(['a', 'b', 'c'], whole)).toEqual(['c is neither asked nor left out']);
  expect(faultsOf(['a'], whole)).toEqual(['b is not in the file']);
  expect(faultsOf(['a'], { a: leftOut('') })).toEqual(['a is left out without a reason']);
});
