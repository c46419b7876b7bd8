import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { importFile } from '../local/import/import-file.ts';
import { compact, processingTimes, projected } from './ask.ts';
import { differences } from './expected/compare.ts';
import { durations, onTime } from './expected/shapes.ts';
import { dataFile, expected, isThere } from './expected.ts';

const file = dataFile('wabo-receipt', 'receipt-first-400-cases.csv.gz');
// As of an instant: what is overdue, and by how much, is more with every moment.
const receipts = { from: '2010-10-01', to: '2011-01-31', 'as-of': '2012-01-01T00:00:00Z' };
const importRows = (data: string) =>
  importFile({
    mapping: 'wabo-receipt',
    file: data,
    apiUrl: inject('apiUrl'),
    token: inject('tokens').operator,
  });

describe.runIf(isThere)('the WABO receipt log, through the importer and the API', () => {
  const wabo = isThere ? expected().wabo_receipt : (undefined as never);
  const departments = Object.keys(wabo?.by_department.value ?? {});
  const all = async (query: Record<string, string> = {}) => {
    const rows = await processingTimes({ ...receipts, ...query });
    return rows.filter(({ group }) => group.agency === undefined || departments.includes(group.agency ?? ''));
  };

  beforeAll(async () => {
    const command = join(import.meta.dirname, '..', 'local', 'import', 'import.ts');
    const connection = ['--api-url', inject('apiUrl'), '--token', inject('tokens').operator];
    const { stdout } = await promisify(execFile)(process.execPath, [
      command,
      '--mapping',
      'wabo-receipt',
      ...connection,
      file,
    ]);
    expect(stdout).toContain('2468 rows');
    await projected(receipts, wabo.cases.value);
  });

  test('counts, on time and late, mean and quantiles are those of the independent tools', async () => {
    const [row] = await all();
    expect(row).toMatchObject({ received: 400, closed: 397, open: 3, withdrawn: 0 });
    if (row === undefined) return;
    const { on_time_vs_deadline: due, throughput_days: took } = wabo;
    const unanswered = new Set(['linear', 'min', 'max']);
    const punctual = { on_time: row.onTime, late: row.late, ...onTime(row) };
    expect(differences(due.value, punctual, unanswered)).toEqual([]);
    expect(differences(took.value, durations(row, 24), unanswered)).toEqual([]);
  });

  test('importing the file again changes nothing', async () => {
    const before = await all({ 'group-by': 'agency,channel,month' });
    const summary = await importRows(file);
    expect(summary).toMatchObject({ appended: 0, rejected: 0, badRows: 0 });
    expect(summary.duplicate).toBeGreaterThan(2468);
    await projected(receipts, wabo.cases.value);
    expect(await all({ 'group-by': 'agency,channel,month' })).toEqual(before);
  });

  test('the answers are the same before and after the compactor runs, and when it runs again', async () => {
    const before = await all({ 'group-by': 'agency,month' });
    await compact();
    expect(await all({ 'group-by': 'agency,month' })).toEqual(before);
    await compact();
    expect(await all({ 'group-by': 'agency,month' })).toEqual(before);
  });

  describe('the same cases as other requests of other agencies', () => {
    const directory = mkdtempSync(join(tmpdir(), 'motcua-wabo-'));
    const groupings = ['channel', 'month', 'channel,month'];
    // Other agencies of this hub may have carried requests into the period; here only what was received counts.
    const answersFor = (query: Record<string, string>) =>
      Promise.all(
        groupings.map(async (grouping) =>
          (await processingTimes({ ...receipts, ...query, 'group-by': grouping }))
            .filter(({ received }) => received > 0)
            .map(({ carriedOver: _ofOthersToo, ...row }) => row),
        ),
      );
    let reference: Awaited<ReturnType<typeof answersFor>> = [];
    beforeAll(async () => {
      reference = await answersFor({});
    });
    afterAll(() => rmSync(directory, { recursive: true }));

    const [header = '', ...rows] = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
    /** A file of these rows, its cases and departments under another name, so that the hub takes them for new. */
    const copy = (name: string, part: string, lines: readonly string[]): string => {
      const path = join(directory, `${name}-${part}.csv`);
      const renamed = lines.map((line) =>
        line
          .replace(/(case-\d+)/, `${name}-$1`)
          .replace(/,(General|Experts|Customer contact),/, `,${name}.$1,`),
      );
      writeFileSync(path, [header, ...renamed, ''].join('\n'));
      return path;
    };
    /** An order that has nothing to do with the file's: by a multiplicative hash of the line number. */
    const shuffled = rows
      .map((line, index) => [Math.imul(index + 1, 2_654_435_761) >>> 0, line] as const)
      .sort(([a], [b]) => a - b)
      .map(([, line]) => line);
    const half = Math.floor(rows.length / 2);

    test.for([
      ['Shuffled', [shuffled]],
      ['Halved', [rows.slice(half), rows.slice(0, half)]],
    ] as const)('%s rows give the same statistics', async ([name, parts]) => {
      for (const [index, part] of parts.entries()) await importRows(copy(name, String(index), part));
      await projected({ ...receipts, agency: name }, wabo.cases.value);
      expect(await answersFor({ agency: name })).toEqual(reference);
    });
  });
});
