import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { refuse, startFakeHub } from './fake-hub.ts';
import { importFile, type Problem, type Progress } from './import-file.ts';
import { StoppedError } from './stopped-error.ts';
import { UsageError } from './usage-error.ts';

type Hub = Awaited<ReturnType<typeof startFakeHub>>;
let hub: Hub;
afterEach(() => hub.stop());

const header =
  'case_enquiry_id,open_dt,sla_target_dt,closed_dt,on_time,case_status,subject,reason,type,queue,department,neighborhood,source';
const rowOf = (id: number, source = 'Twitter') =>
  `${id},2013-01-01 06:32:33,2013-01-02 06:32:33,,ONTIME,Open,Works,Cleaning,Litter,"Q, ""1""",PWDx,Roxbury,${source}`;
const rows = (count: number) => Array.from({ length: count }, (_, index) => rowOf(index + 1));

const write = async (content: string | Uint8Array, name = 'data.csv') => {
  const file = join(await mkdtemp(join(tmpdir(), 'import-')), name);
  await writeFile(file, content);
  return file;
};
const send = (file: string, more: Partial<Parameters<typeof importFile>[0]> = {}) =>
  importFile({ mapping: 'boston311', file, apiUrl: hub.apiUrl, token: 't', ...more });

describe('importing a file', () => {
  test.each<[string, (text: string) => string | Uint8Array]>([
    ['plain', (text) => text],
    ['gzipped, whatever its name', (text) => gzipSync(text)],
    ['with a byte order mark', (text) => `\ufeff${text}`],
    ['gzipped with a byte order mark and CRLF', (text) => gzipSync(`\ufeff${text.replaceAll('\n', '\r\n')}`)],
  ])('%s', async (_name, encode) => {
    hub = await startFakeHub();
    const summary = await send(await write(encode([header, ...rows(3)].join('\n'))));
    expect(summary).toEqual({ rows: 3, badRows: 0, appended: 6, duplicate: 0, rejected: 0 });
    expect(hub.stored.size).toBe(6);
  });

  test('an event log, plain and gzipped; bad rows are told with their lines, and faulty XML with its line', async () => {
    hub = await startFakeHub();
    const trace = (name: string, started: string) => `<trace>
<string key="concept:name" value="${name}"/><date key="startDate" value="${started}"/>
<event><string key="concept:name" value="intake"/><date key="time:timestamp" value="2014-04-11T00:00:00+02:00"/></event>
<event><string key="concept:name" value="review"/><date key="time:timestamp" value="2014-04-11T00:00:00+02:00"/></event>
</trace>
`;
    const traces = [trace('1', '2014-04-11T00:00:00+02:00'), trace('2', 'soon'), trace('3', '2014-04-12')];
    const log = `<log>\n${traces.join('')}${trace('4', '2014-04-11T00:00:00.000+02:00')}</log>`;
    const problems: Problem[] = [];
    const bpic15 = { mapping: 'bpic15', onProblem: (problem: Problem) => problems.push(problem) };
    expect(await send(await write(`\ufeff${log}`), bpic15)).toEqual({
      rows: 8,
      badRows: 4,
      appended: 6,
      duplicate: 0,
      rejected: 0,
    });
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([
      [9, 'column case:startDate: "soon" is not a time'],
      [10, 'column case:startDate: "soon" is not a time'],
      [14, 'column case:startDate: "2014-04-12" is not a time'],
      [15, 'column case:startDate: "2014-04-12" is not a time'],
    ]);
    expect([...hub.stored.keys()].filter((key) => key.includes('4-'))).toHaveLength(3);
    expect(await send(await write(gzipSync(log)), bpic15)).toMatchObject({ appended: 0, duplicate: 6 });
    const broken = await write(log.replace('</log>', '</trace>'));
    const stopped = await send(broken, bpic15).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(StoppedError);
    expect(stopped).toMatchObject({ message: 'line 22: unexpected close tag.' });
    await expect(send(await write('a,b\n'), bpic15)).rejects.toThrow(UsageError);
  });

  test('twice changes nothing', async () => {
    hub = await startFakeHub();
    const file = await write([header, ...rows(700)].join('\n'));
    expect(await send(file)).toMatchObject({ appended: 1_400, duplicate: 0 });
    expect(await send(file)).toMatchObject({ appended: 0, duplicate: 1_400 });
    expect(hub.stored.size).toBe(1_400);
  });

  test('reports bad rows and rejected events with their lines, and goes on', async () => {
    hub = await startFakeHub();
    const problems: Problem[] = [];
    await send(await write([header, rowOf(2)].join('\n')));
    const changed = rowOf(2, 'Self Service').replace('Litter', 'Noise');
    const file = await write([header, rowOf(1), changed, rowOf(3, 'Fax'), rowOf(4)].join('\n'));
    const summary = await send(file, { onProblem: (problem) => problems.push(problem) });
    expect(summary).toEqual({ rows: 4, badRows: 1, appended: 4, duplicate: 1, rejected: 1 });
    expect(problems.sort((a, b) => a.line - b.line)).toEqual([
      { line: 3, kind: 'rejected', reason: 'event 2-submitted: Conflict: same id, other content' },
      { line: 4, kind: 'bad row', reason: 'column source: "Fax" is not in the table channel' },
    ]);
  });

  test('keeps a few full batches under way, never two of one request', async () => {
    hub = await startFakeHub();
    await send(await write([header, ...rows(5_000)].join('\n')));
    expect(hub.stored.size).toBe(10_000);
    expect(Math.max(...hub.batches.map((batch) => batch.length))).toBeLessThanOrEqual(500);
    expect(hub.batches.length).toBeLessThanOrEqual(24);
    expect(hub.seen.mostUnderWay).toBeGreaterThan(1);
    expect(hub.seen.mostUnderWay).toBeLessThanOrEqual(4);
    expect(hub.seen.sameRequestUnderWay).toBe(false);
    const batchesOf = Map.groupBy(
      hub.batches.flatMap((batch, index) => batch.map(({ subject }) => ({ subject, index }))),
      ({ subject }) => subject,
    );
    for (const places of batchesOf.values()) expect(new Set(places.map(({ index }) => index)).size).toBe(1);
  });

  test('tells how far it is, to the end of the file', async () => {
    hub = await startFakeHub();
    const seen: Progress[] = [];
    const text = [header, ...rows(2_000)].join('\n');
    await send(await write(text), { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({
      bytesRead: text.length,
      totalBytes: text.length,
      rows: 2_000,
      events: 4_000,
      nextLine: 2_002,
    });
    for (const [index, { bytesRead, nextLine }] of seen.entries()) {
      expect(bytesRead).toBeGreaterThanOrEqual(seen[index - 1]?.bytesRead ?? 0);
      expect(nextLine).toBeGreaterThanOrEqual(seen[index - 1]?.nextLine ?? 0);
    }
  });

  test('broken off by a refusal, goes on from the line it names and ends complete', async () => {
    hub = await startFakeHub((call, response) => call === 6 && refuse(response, 401));
    const file = await write([header, ...rows(3_000)].join('\n'));
    const stopped: unknown = await send(file).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(StoppedError);
    const { message, nextLine } = stopped as StoppedError;
    expect(message).toContain('401');
    expect(nextLine).toBeGreaterThan(2);
    const before = hub.stored.size;
    expect(before).toBeLessThan(6_000);

    const summary = await send(file, { fromLine: nextLine });
    expect(hub.stored.size).toBe(6_000);
    expect(summary).toMatchObject({ rows: 3_002 - nextLine, appended: 6_000 - before, rejected: 0 });
  });

  test('of a gzip file that is cut short stops with what it had', async () => {
    hub = await startFakeHub();
    const packed = gzipSync([header, ...rows(500)].join('\n'), { level: 0 });
    const stopped = send(await write(packed.subarray(0, packed.length / 2)));
    await expect(stopped).rejects.toThrow(StoppedError);
    await expect(stopped).rejects.toThrow('unexpected end of file');
  });

  test('that cannot be right sends nothing', async () => {
    hub = await startFakeHub();
    const file = await write('a,b\n1,2\n');
    await expect(send(file)).rejects.toThrow(UsageError);
    await expect(send(join(file, '..'))).rejects.toThrow(UsageError);
    await expect(send(`${file}.none`)).rejects.toThrow(UsageError);
    await expect(send(file, { mapping: 'none' })).rejects.toThrow(UsageError);
    await expect(send(file, { apiUrl: 'hub' })).rejects.toThrow(UsageError);
    expect(hub.seen.calls).toBe(0);
  });
});
