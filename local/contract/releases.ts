import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Released } from './contract.ts';

const folder = new URL('../../events/released/', import.meta.url);

/** The order of versions, the oldest first. */
export const inOrder = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** The version in package.json: that of the last release, or of the next one once it is raised. */
export const packageVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string })
    .version;

/** The versions that were released, the oldest first. */
export const releases = (): readonly string[] => readdirSync(folder).toSorted(inOrder);

/** The contract as it was in a release. */
export const contractOf = (release: string): readonly Released[] => {
  const files = new URL(`${release}/`, folder);
  return readdirSync(files).map((name) => JSON.parse(readFileSync(new URL(name, files), 'utf8')) as Released);
};

/** Writes down a contract as that of a release. @throws Error where it was released before */
export const writeRelease = (release: string, contract: readonly Released[]): void => {
  const files = new URL(`${release}/`, folder);
  mkdirSync(files);
  for (const each of contract)
    writeFileSync(new URL(`${each.type}.json`, files), `${JSON.stringify(each, null, 2)}\n`);
};
