import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { refuse, startFakeHub } from './fake-hub.ts';
import { importFile } from './import-file.ts';
import { sharedData } from './shared-data.ts';

type Hub = Awaited<ReturnType<typeof startFakeHub>>;
let hub: Hub;
afterEach(() => hub.stop());

const write = async (text: string) => {
  const file = join(await mkdtemp(join(tmpdir(), 'import-')), 'half.csv');
  await writeFile(file, text);
  return file;
};
const send = (file: string) => importFile({ mapping: 'wabo-receipt', file, apiUrl: hub.apiUrl, token: 't' });

const wabo = sharedData('wabo-receipt');

test.skipIf(wabo === undefined)(
  'wabo-receipt through calls that fail, shuffled, in halves: the same events',
  async () => {
    let failures = 0;
    hub = await startFakeHub((call, response) => {
      if (call % 3 !== 0) return false;
      failures += 1;
      return call % 2 === 0 ? refuse(response, 503) : response.destroy() !== undefined;
    });
    const file = wabo ?? '';
    const [first, ...lines] = gunzipSync(await readFile(file))
      .toString()
      .trimEnd()
      .split('\n');
    const halves = await Promise.all(
      [lines.slice(1_000), lines.slice(0, 1_000)].map((half) =>
        write([first, ...half.toReversed()].join('\n')),
      ),
    );
    for (const half of halves) await send(half);
    const byHalves = [...hub.stored.keys()].sort();
    expect(byHalves).toHaveLength(400 * 3 + 397 + 2_468);
    expect(await send(file)).toMatchObject({
      appended: 0,
      duplicate: byHalves.length,
    });
    expect(failures).toBeGreaterThan(0);
  },
);
