import { execFile, spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { constructId } from '../../infra/construct-id.ts';
import { projections } from '../../infra/projections.ts';
import { readArguments } from './arguments.ts';
import { findDeployment } from './deployment.ts';
import { type FakeAws, startFakeAws } from './fake-aws.ts';
import { run } from './run.ts';

const hubCommand = fileURLToPath(new URL('hub.ts', import.meta.url));

let aws: FakeAws;
let file: string;
let outputs: Record<string, string>;

const generation = (number: number, building: object | null = null) => ({
  name: 'satisfaction',
  codeVersion: 2,
  current: { number, version: building ? 1 : 2 },
  building,
  retired: [],
  sweeps: [0, 1, 2, 3].map((segment) => ({
    kind: 'reconcile',
    segment,
    seen: 10,
    repaired: segment,
    startedAt: '2026-11-24T03:00:00.000Z',
    finishedAt: segment === 3 && building ? null : `2026-11-24T03:0${segment}:00.000Z`,
  })),
});
const under = { number: 2, version: 2, startedAt: '2026-11-24T03:00:00.000Z', phase: 'filling' };
const health = (deadLetters: number) => ({
  status: deadLetters > 0 ? 'degraded' : 'ok',
  build: 'b1',
  projections: ['processing-times', 'satisfaction'].map((name) => ({
    name,
    version: 2,
    generation: 1,
    reconciled: null,
    rebuild: null,
    lagSeconds: 0.4,
    waiting: 3,
    deadLetters,
  })),
});

beforeAll(async () => {
  aws = await startFakeAws();
  outputs = { ApiUrl: aws.endpoint, SweepFunction: 'sweep', EventsTable: 'events', BusName: 'bus' };
  for (const name of projections.map((projection) => constructId(projection))) {
    outputs[`Queue${name}`] = aws.url(`queue-${name}`);
    outputs[`DeadLetters${name}`] = aws.url(`dead-${name}`);
  }
  outputs['UnpublishedQueue'] = aws.url('unpublished');
  file = join(await mkdtemp(join(tmpdir(), 'hub-')), 'local.json');
  await writeFile(file, JSON.stringify({ apiUrl: aws.endpoint, emulatorUrl: aws.endpoint, outputs }));
});
afterAll(() => aws.stop());
beforeEach(() => {
  aws.invoked.length = 0;
  aws.behaviour.outputs = outputs;
  aws.behaviour.health = health(0);
});

/** Runs a command in this process: what it prints, and whether all is well. */
const hub = async (...args: string[]) => {
  const { command, ...place } = readArguments([...args, '--connection', file]);
  if (command.name === 'help') throw new Error('not here');
  const lines: string[] = [];
  const terminal = { print: (line: string) => void lines.push(`${line}\n`), show: () => undefined };
  const well = await run(await findDeployment(place), command, terminal);
  return { well, stdout: lines.join('') };
};

/** Runs the command as an operator does. */
const runProcess = (args: readonly string[], environment: Record<string, string> = {}) =>
  new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: tmpdir(), ...environment };
    execFile(process.execPath, [hubCommand, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });

/** The environment of somebody with credentials, in an account where all of AWS is this fake. */
const account = () => ({
  AWS_ENDPOINT_URL: aws.endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'very-secret',
});

test('status: a table of what is there, 0 when all is well', async () => {
  aws.behaviour.sweep = () => ({ projections: [generation(1)] });
  expect(await hub('status')).toEqual({
    well: true,
    stdout: `ok, build b1, 0 unpublished

projection        waiting    lag  dead letters     generation  rebuild                         last reconciled  last rebuilt
────────────────  ───────  ─────  ────────────  ─────────────  ───────  ──────────────────────────────────────  ────────────
processing-times        3  0.4 s             0              -
satisfaction            3  0.4 s             0  1 (version 2)        -  40 seen, 6 repaired, 2026-11-24 03:03Z             -
`,
  });
});

test('status: 1 when there are dead letters; a rebuild and a sweep under way are shown', async () => {
  aws.behaviour.health = health(2);
  aws.behaviour.sweep = () => ({ projections: [generation(1, under)] });
  const { well, stdout } = await hub('status');
  expect(well).toBe(false);
  expect(stdout).toContain('2: filling since 2026-11-24 03:00Z');
  expect(stdout).toContain('40 seen, 6 repaired, 1 of 4 under way');
});

const verified = { requests: 10, events: 20, missing: 0, behind: 0, different: 0, gaps: 0, examples: [] };

test('verify: goes through every segment by its cursors and sums up', async () => {
  aws.behaviour.sweep = ({ cursor }) => ({ ...verified, cursor: cursor === undefined ? 'half' : null });
  expect(await hub('verify', 'satisfaction')).toEqual({
    well: true,
    stdout: 'satisfaction: 80 requests, 160 events: 0 missing, 0 behind, 0 different, 0 gaps\n',
  });
  const asked = aws.invoked.map(({ segment, cursor }) => `${String(segment)} from ${String(cursor)}`);
  expect(asked.sort()).toEqual([0, 1, 2, 3].flatMap((n) => [`${n} from half`, `${n} from undefined`]));
  expect(aws.invoked[0]).toMatchObject({ command: 'verify', projection: 'satisfaction', budgetSeconds: 20 });
});

test.each(['missing', 'behind', 'different', 'gaps'])('verify: 1 when something is %s', async (fault) => {
  aws.behaviour.sweep = ({ segment }) => ({
    ...verified,
    cursor: null,
    ...(segment === 2 && { [fault]: 1, examples: ['R-7'] }),
  });
  const { well, stdout } = await hub('verify', 'satisfaction');
  expect([well, stdout]).toEqual([false, expect.stringContaining(`1 ${fault}`)]);
  expect(stdout).toContain('\n  wrong: R-7\n');
});

/** A rebuild that is done when every segment has been asked to go on twice. */
const rebuilding = (started: boolean, current: number) => {
  const times = [0, 0, 0, 0];
  return ({ command, segment }: Record<string, unknown>) => {
    if (command === 'rebuild') return { started, building: under };
    if (command === 'status') return { projections: [generation(current)] };
    times[segment as number] = (times[segment as number] ?? 0) + 1;
    const phase = times.every((asked) => asked >= 2) ? 'done' : 'checking';
    return { phase, seen: 5, written: 5, segmentDone: phase === 'done', different: 0 };
  };
};

test('rebuild: drives all segments to the end and says that the pointer has moved', async () => {
  aws.behaviour.sweep = rebuilding(true, 2);
  const { well, stdout } = await hub('rebuild', 'satisfaction');
  expect(well).toBe(true);
  expect(stdout).toContain('satisfaction: generation 2 is begun\n');
  expect(stdout).toContain('\n  the pointer has moved: generation 2 answers now\n');
  expect(new Set(aws.invoked.flatMap(({ segment }) => segment ?? []))).toEqual(new Set([0, 1, 2, 3]));
});

test('rebuild: joins one that is under way, and tells when another generation answers in the end', async () => {
  aws.behaviour.sweep = rebuilding(false, 1);
  const { well, stdout } = await hub('rebuild', 'satisfaction');
  expect(well).toBe(false);
  expect(stdout).toContain('going on with generation 2, filling');
  expect(stdout).toContain('the pointer has not moved: generation 1 answers, not 2');
});

test('rebuild: a part is mended in place', async () => {
  aws.behaviour.sweep = () => ({ cursor: null, seen: 3, written: 2 });
  const part = ['--agency', 'H29', '--from', '2024-01', '--to', '2024-02'];
  expect(await hub('rebuild', 'satisfaction', ...part)).toMatchObject({
    well: true,
    stdout: 'satisfaction: 12 seen, 8 written in place\n',
  });
  expect(aws.invoked[0]).toMatchObject({
    command: 'repair',
    agency: 'H29',
    fromMonth: '2024-01',
    toMonth: '2024-02',
  });
});

test('rebuild: broken off, it says that the hub goes on', async () => {
  aws.behaviour.sweep = ({ command }) =>
    command === 'rebuild'
      ? { started: true, building: under }
      : { phase: 'filling', seen: 0, written: 0, segmentDone: true };
  const child = spawn(process.execPath, [hubCommand, 'rebuild', 'satisfaction', '--connection', file]);
  child.stdout.once('data', () => child.kill('SIGINT'));
  const said = text(child.stderr);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect([code, await said]).toEqual([
    130,
    '\nbroken off: the hub goes on by itself; the same command goes on with it\n',
  ]);
});

test('reconcile: each projection in turn', async () => {
  aws.behaviour.sweep = ({ segment }) => ({ cursor: null, seen: 3, repaired: segment === 0 ? 1 : 0 });
  expect(await hub('reconcile')).toMatchObject({
    well: true,
    stdout: projections.map((name) => `${name}: 12 seen, 1 repaired\n`).join(''),
  });
});

const wakeUp = JSON.stringify({
  detail: { request: 'r', first: 1, version: 1, recordedAt: '2026-11-24T03:00:00.000Z' },
});

test('redrive: every queue, 1 while something is left', async () => {
  aws.put('dead-Satisfaction', wakeUp);
  const sent = projections.map((name) => `${name}: ${name === 'satisfaction' ? 1 : 0} sent again, 0 left\n`);
  expect(await hub('redrive')).toMatchObject({
    well: true,
    stdout: `${sent.join('')}unpublished: 0 announced again, 0 left\n`,
  });
  expect(aws.bodiesIn('queue-Satisfaction')).toEqual([wakeUp]);
  const [id] = aws.put('unpublished', 'nonsense');
  expect(await hub('redrive', 'unpublished')).toMatchObject({
    well: false,
    stdout: `unpublished: 0 announced again, 1 left\n  left: message ${id} names no commit\n`,
  });
});

test('a deployment in AWS is found by its stage, and no credential is shown', async () => {
  aws.behaviour.sweep = () => ({ cursor: null, seen: 1, repaired: 0 });
  const found = await runProcess(['reconcile', 'satisfaction', '--stage', 'prod'], account());
  expect(found).toEqual({ code: 0, stderr: '', stdout: 'satisfaction: 4 seen, 0 repaired\n' });
  aws.behaviour.outputs = undefined;
  const missing = await runProcess(['status', '--stage', 'prod'], account());
  expect(missing).toEqual({ code: 1, stdout: '', stderr: 'Stack does not exist\n' });
});

test('what goes wrong in the hub is said in one line, with 1', async () => {
  aws.behaviour.sweep = () => ({ errorType: 'Error', errorMessage: 'no such table' });
  expect(await runProcess(['verify', '--connection', file])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'verify failed in the hub: no such table\n',
  });
  aws.behaviour.sweep = () => ({ surprise: true });
  await expect(hub('verify')).rejects.toThrow('the hub answered verify with {"surprise":true}');
});

test('something found wrong ends the process with 1', async () => {
  aws.put('unpublished', 'nonsense');
  expect(await runProcess(['redrive', 'unpublished', '--connection', file])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('names no commit'),
  });
});

test('called wrongly, it says so in one line, with 2', async () => {
  expect(await runProcess(['verify', '--everything'])).toEqual({
    code: 2,
    stdout: '',
    stderr: "Unknown option '--everything' (see npm run hub -- --help)\n",
  });
  expect(await runProcess(['status', '--connection', `${file}.gone`])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no hub is running here'),
  });
  expect(await runProcess(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('redrive') });
});
