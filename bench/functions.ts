import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { build } from 'esbuild';
import { bundling } from '../infra/constructs/house-function.ts';
import { variablesOf } from '../infra/projections.ts';
import { functionEnvironment } from '../test/gateway.ts';
import type { Row } from './report.ts';
import { figure } from './samples.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');

/** The least that a function on DynamoDB can be: the client, and the floor's one command. */
const bare = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient();
export const handler = (event) => client.send(new PutItemCommand(event));
`;

const isSdk = (path: string): boolean => /node_modules\/@(aws|aws-sdk|aws-crypto|smithy)\//.test(path);

type Bundle = {
  readonly name: string;
  readonly file: string;
  /** Bytes that are not the SDK's. */
  readonly bytes: number;
  readonly environment: Readonly<Record<string, string>>;
};

/** What the bundled sources ask of their environment when they are imported. */
const settingsIn = async (sources: readonly string[]): Promise<Record<string, string>> => {
  const texts = await Promise.all(
    sources
      .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
      .map((path) => readFile(join(root, path), 'utf8')),
  );
  // Named where it is read, or handed to what reads it.
  const names = texts.flatMap((text) =>
    [...text.matchAll(/environment\('(\w+)'\)|'([A-Z]+(?:_[A-Z]+)+)'/g)].map(
      ([, read, named]) => read ?? named,
    ),
  );
  return Object.fromEntries(names.map((name) => [name, 'bench']));
};

/** Bundles as the deployment does. */
const bundle = async (
  folder: string,
  name: string,
  entry: { path: string } | { code: string },
): Promise<Bundle> => {
  const file = join(folder, `${name}.mjs`);
  const { metafile } = await build({
    ...('path' in entry
      ? { entryPoints: [entry.path] }
      : { stdin: { contents: entry.code, resolveDir: root } }),
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: bundling.format === OutputFormat.ESM ? 'esm' : 'cjs',
    target: bundling.target ?? 'node24',
    mainFields: [...(bundling.mainFields ?? [])],
    minify: bundling.minify ?? false,
    sourcemap: bundling.sourceMap ?? false,
    sourcesContent: bundling.sourcesContent ?? true,
    metafile: true,
    outfile: file,
    logLevel: 'error',
  });
  const outputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const bytes = outputs.reduce(
    (sum, [path, { bytesInOutput }]) => sum + (isSdk(path) ? 0 : bytesInOutput),
    0,
  );
  const environment = {
    ...(await settingsIn(Object.keys(metafile.inputs))),
    ...variablesOf('VIEW_TABLE', () => 'bench'),
    ...functionEnvironment('http://127.0.0.1:1'),
  };
  return { name, file, bytes, environment: { ...environment, NODE_OPTIONS: '--enable-source-maps' } };
};

/** Lambda's runtime has opened both streams before it imports a function: neither is the function's doing. */
const script = `
process.stdout.write('');
process.stderr.write('');
const before = process.cpuUsage();
const started = performance.now();
await import(process.argv[1]);
const wallMs = performance.now() - started;
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ wallMs, cpuMs: (user + system) / 1000 }));
process.exit(0);
`;

type Import = { readonly wallMs: number; readonly cpuMs: number };

/** What it takes a fresh process to import a bundle: time on the clock, and on the processor. */
const importOnce = async ({ file, environment }: Bundle): Promise<Import> => {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script, file], {
    env: { ...environment, TZ: 'UTC' },
    timeout: 20_000,
  });
  return JSON.parse(stdout) as Import;
};

/**
 * Size and cold import of every function, against a bare one that takes turns with them. Judged by processor time, user and
 * system, which the neighbours on a machine disturb less than the clock.
 */
export const functionRows = async (quick: boolean): Promise<Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
  try {
    const entries = await readdir(join(root, 'functions'), { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isDirectory() && existsSync(join(root, 'functions', entry.name, 'handler.ts')))
      .map(({ name }) => name);
    const floor = await bundle(folder, 'bare', { code: bare });
    const bundles = await Promise.all(
      names.map((name) => bundle(folder, name, { path: join('functions', name, 'handler.ts') })),
    );
    const cpu = new Map(bundles.map(({ name }) => [name, [] as number[]]));
    const wall = new Map(bundles.map(({ name }) => [name, [] as number[]]));
    for (let round = 0; round < (quick ? 5 : 15); round++)
      for (const one of bundles) {
        const beside = await importOnce(floor);
        const own = await importOnce(one);
        cpu.get(one.name)?.push(own.cpuMs / beside.cpuMs);
        wall.get(one.name)?.push(own.wallMs / beside.wallMs);
      }
    return bundles.flatMap(({ name, bytes }): Row[] => [
      {
        id: `functions.${name}.kb`,
        what: `${name}: bundle without the SDK`,
        unit: 'kB',
        ours: { value: bytes / 1000 },
        bar: { atMost: 150 },
      },
      {
        id: `functions.${name}.import`,
        what: `${name}: cold import`,
        unit: 'of the processor time of a bare handler',
        ours: figure(cpu.get(name) ?? []),
        beside: { 'by the clock': figure(wall.get(name) ?? []) },
        bar: { atMost: 1.25 },
      },
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
};
