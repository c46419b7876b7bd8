import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type Engine, startEngine } from '../test/engine.ts';
import { bostonRows } from './boston.ts';
import { functionRows } from './functions.ts';
import { logRows } from './log.ts';
import { projectionRows } from './projections.ts';
import { queryRows } from './queries.ts';
import { missed, page, type Row, type Run, type Subject, subjects, table } from './report.ts';
import { withTables } from './scaling.ts';

/**
 * `npm run bench`: measures everything and writes docs/benchmarks.md, the tables of docs/scaling.md and
 * bench/measured.json. `-- --pages` writes the pages again from the last run. `-- --only log,queries` measures some
 * subjects, `-- --quick` fewer and smaller rounds; both only print. `-- --check` fails where a bar is missed.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    pages: { type: 'boolean', default: false },
  },
});

const root = new URL('..', import.meta.url);

const measure: Readonly<Record<Subject, (engine: Engine, quick: boolean) => Promise<Row[]>>> = {
  log: logRows,
  projections: projectionRows,
  queries: async (engine, quick) => [...(await queryRows(engine, quick)), ...(await bostonRows(engine))],
  functions: (_engine, quick) => functionRows(quick),
};

const chosen = (only: string | undefined): readonly Subject[] => {
  if (only === undefined) return subjects;
  const names = only.split(',');
  const unknown = names.find((name) => !(subjects as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new Error(`--only takes ${subjects.join(', ')}; ${unknown} is none of them`);
  return names as Subject[];
};

const versionsOf = (names: readonly string[]): Record<string, string> => {
  const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  return Object.fromEntries(
    names.map((name) => [name, packages[`node_modules/${name}`]?.version ?? 'missing']),
  );
};

const runOf = (rows: readonly Row[], started: Date, before: number): Run => ({
  at: started.toISOString(),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  machine: `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}`,
  load: { before, after: loadavg()[0] ?? 0 },
  versions: {
    node: process.versions.node,
    ...versionsOf([
      '@aws-sdk/client-dynamodb',
      '@dynoxide/linux-x64',
      '@equinox-js/dynamo-store',
      '@castore/event-storage-adapter-dynamodb',
      '@duckdb/node-api',
      'esbuild',
    ]),
  },
  seconds: Math.round((Date.now() - started.getTime()) / 1000),
  rows,
});

// The engine is ended when this process exits, not when it is killed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const measureAll = async (wanted: readonly Subject[]): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const subject of wanted) {
    const engine = await startEngine();
    try {
      const found = await measure[subject](engine, values.quick);
      console.log(`\n${table(found)}`);
      rows.push(...found);
    } finally {
      await engine.stop();
    }
  }
  return rows;
};

const measured = new URL('bench/measured.json', root);
const writePages = (): void => {
  const run = JSON.parse(readFileSync(measured, 'utf8')) as Run;
  writeFileSync(new URL('docs/benchmarks.md', root), page(run));
  const scaling = new URL('docs/scaling.md', root);
  writeFileSync(scaling, withTables(readFileSync(scaling, 'utf8'), run.rows));
};

if (values.pages) writePages();
else {
  const started = new Date();
  const before = loadavg()[0] ?? 0;
  const wanted = chosen(values.only);
  const rows = await measureAll(wanted);
  if (wanted === subjects && !values.quick) {
    writeFileSync(measured, `${JSON.stringify(runOf(rows, started, before), null, 2)}\n`);
    writePages();
  }
  const failed = missed(rows);
  for (const { what, unit } of failed) console.error(`missed: ${what} (${unit})`);
  if (values.check && failed.length > 0) process.exitCode = 1;
}
