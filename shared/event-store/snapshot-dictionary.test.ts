import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { foldVersion } from '../request/snapshot.ts';
import { dictionary } from './snapshot-dictionary.ts';

it('the dictionary changes with the version of the fold alone: snapshots stored before could not be read', () => {
  expect({ foldVersion, digest: hash('sha256', dictionary).slice(0, 16) }).toEqual({
    foldVersion: 4,
    digest: '795fca10537a392f',
  });
});
