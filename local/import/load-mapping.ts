import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Mapping, mappingSchema } from './mapping.ts';
import { mappingFaults } from './mapping-faults.ts';
import { UsageError } from './usage-error.ts';

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');

/** Checks a mapping; `name` is what the error calls it. */
export const parseMapping = (value: unknown, name: string): Mapping => {
  const parsed = mappingSchema.safeParse(value);
  const faults = parsed.success ? mappingFaults(parsed.data) : parsed.error.issues;
  if (parsed.success && faults.length === 0) return parsed.data;
  const lines = faults.map(({ path, message }) => `\n  ${pathText(path) || 'mapping'}: ${message}`);
  throw new UsageError(`mapping ${name} is not valid:${lines.join('')}`);
};

const shipped = new URL('mappings/', import.meta.url);

/** Loads a shipped mapping by its name, or any other by its file (a path with a slash or ending in .json). */
export const loadMapping = async (nameOrFile: string): Promise<Mapping> => {
  const isFile = /[/\\]|\.json$/.test(nameOrFile);
  const file = isFile ? nameOrFile : fileURLToPath(new URL(`${nameOrFile}.json`, shipped));
  const text = await readFile(file, 'utf8').catch(async () => {
    if (isFile) throw new UsageError(`cannot read mapping ${file}`);
    const names = (await readdir(shipped)).map((name) => basename(name, '.json')).sort();
    throw new UsageError(`no mapping is called ${nameOrFile}; there are ${names.join(', ')}`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`mapping ${nameOrFile} is not JSON: ${String(error)}`);
  }
  return parseMapping(value, nameOrFile);
};
