import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadMapping, parseMapping } from './load-mapping.ts';

describe('loading a mapping', () => {
  test.each(['wabo-receipt', 'boston311'])('the shipped %s is valid', async (name) => {
    await expect(loadMapping(name)).resolves.toMatchObject({ format: 'csv' });
  });

  test('the example of the guide is valid', async () => {
    const guide = await readFile(new URL('../../docs/importing.md', import.meta.url), 'utf8');
    const example = /```jsonc\n([^`]+)```/.exec(guide)?.[1] ?? '';
    expect(() => parseMapping(JSON.parse(example.replaceAll(/\s\/\/.*$/gm, '')), 'example')).not.toThrow();
  });

  test('says which there are when a name is unknown', async () => {
    await expect(loadMapping('paris')).rejects.toThrow(
      'no mapping is called paris; there are boston311, bpic15, wabo-receipt',
    );
  });

  test('takes a file, and says when it is missing or no JSON', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'mapping-')), 'mine.json');
    await expect(loadMapping(file)).rejects.toThrow(`cannot read mapping ${file}`);
    await writeFile(file, '{ "format": ');
    await expect(loadMapping(file)).rejects.toThrow('is not JSON');
    const shipped: object = JSON.parse(
      await readFile(new URL('mappings/boston311.json', import.meta.url), 'utf8'),
    );
    await writeFile(file, JSON.stringify({ ...shipped, source: 'urn:test' }));
    await expect(loadMapping(file)).resolves.toMatchObject({ source: 'urn:test' });
  });
});
