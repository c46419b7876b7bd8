import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findConnection } from './connection.ts';
import { refuse, startFakeHub } from './fake-hub.ts';

const command = fileURLToPath(new URL('import.ts', import.meta.url));

/** Runs the command as a user does. */
const run = (...args: string[]) =>
  new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [command, ...args], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });

const mapping = {
  format: 'csv',
  timeZone: 'Asia/Ho_Chi_Minh',
  source: 'urn:test',
  request: { column: 'case' },
  events: [
    {
      type: 'motcua.request.resolved.v1',
      id: '{case}',
      time: 'closed',
      data: { outcome: { constant: 'done' } },
    },
  ],
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
  await writeFile(join(folder, 'mapping.json'), JSON.stringify(mapping));
  await writeFile(join(folder, 'good.csv'), 'case,closed\na,2024-01-15 08:00:00\nb,2024-01-16 08:00:00\n');
  await writeFile(join(folder, 'bad.csv'), 'case,closed\na,2024-01-15 08:00:00\nb,soon\n');
});

describe('the command', () => {
  let hub: Awaited<ReturnType<typeof startFakeHub>>;
  let unauthorised = false;
  beforeEach(async () => {
    unauthorised = false;
    hub = await startFakeHub((_call, response) => unauthorised && refuse(response, 401));
  });
  afterEach(() => hub.stop());
  const importing = (file: string, ...more: string[]) =>
    run(
      '--mapping',
      join(folder, 'mapping.json'),
      '--api-url',
      hub.apiUrl,
      '--token',
      't',
      join(folder, file),
      ...more,
    );

  test('exits with 0 when every row was taken, the second time as well', async () => {
    expect(await importing('good.csv')).toEqual({
      code: 0,
      stdout: '2 rows (0 bad); events: 2 appended, 0 duplicate, 0 rejected\n',
      stderr: '',
    });
    expect(await importing('good.csv')).toMatchObject({
      code: 0,
      stdout: '2 rows (0 bad); events: 0 appended, 2 duplicate, 0 rejected\n',
    });
  });

  test('exits with 1 when a row is bad, and says which', async () => {
    expect(await importing('bad.csv')).toEqual({
      code: 1,
      stdout: '2 rows (1 bad); events: 1 appended, 0 duplicate, 0 rejected\n',
      stderr: 'line 3: bad row: column closed: "soon" is not a time\n',
    });
  });

  test('leaves out rows before --from-line', async () => {
    expect(await importing('good.csv', '--from-line', '3')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 appended'),
    });
    expect([...hub.stored.keys()]).toEqual(['urn:test b']);
  });

  test('that the hub refuses exits with 1 and says where to go on', async () => {
    unauthorised = true;
    expect(await importing('good.csv')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'stopped: the hub refused the call with 401: Refused: on purpose\ngo on with --from-line 2\n',
    });
  });

  test.each([
    [[], '--mapping is missing'],
    [['--mapping', 'boston311'], 'give one data file'],
    [['--mapping', 'boston311', 'one', 'two'], 'give one data file'],
    [['--maping', 'boston311', 'one'], "Unknown option '--maping'"],
    [
      ['--mapping', 'boston311', '--from-line', 'two', 'one'],
      '--from-line two: must be the number of a line',
    ],
    [
      ['--mapping', 'paris', '--api-url', 'http://127.0.0.1', '--token', 't', 'one'],
      'no mapping is called paris',
    ],
    [
      ['--mapping', 'boston311', '--api-url', 'http://127.0.0.1', '--token', 't', 'one'],
      'cannot read one: no such file',
    ],
  ])('called with %j exits with 2', async (args, message) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('explains itself', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--from-line') });
  });
});

describe('where to send to', () => {
  test('is as given, and otherwise the local hub', async () => {
    const file = join(folder, 'local.json');
    await expect(findConnection({ apiUrl: 'u', token: 't' }, file)).resolves.toEqual({
      apiUrl: 'u',
      token: 't',
    });
    await expect(findConnection({ apiUrl: 'u' }, file)).rejects.toThrow(
      'give --api-url and --token, or start',
    );
    await writeFile(
      file,
      JSON.stringify({ apiUrl: 'http://local', tokens: { operator: 'o', analyst: 'a' } }),
    );
    await expect(findConnection({}, file)).resolves.toEqual({ apiUrl: 'http://local', token: 'o' });
    await expect(findConnection({ token: 't' }, file)).resolves.toEqual({
      apiUrl: 'http://local',
      token: 't',
    });
    await writeFile(file, '{}');
    await expect(findConnection({}, file)).rejects.toThrow('holds no address and operator token');
  });
});
