import { BIGINT, type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, VARCHAR } from '@duckdb/node-api';
import { instant } from '../shared/instant.ts';
import type { ProcessingTimesSchema } from '../shared/projections/processing-times.ts';
import type { Columns } from '../shared/segment/column.ts';
import type { Dimensions } from '../shared/segment/dimensions.ts';
import type { Block } from '../shared/statistics/cohort.ts';
import type { ProcessingTimesRow } from '../shared/statistics/processing-times.ts';
import { closedTimes } from '../shared/statistics/spans.ts';

/** The same question asked of DuckDB: one thread, the same columns in memory, codes as enums. */

const instants = ['received', 'ended', 'accepted', 'due', 'came', 'left'] as const;
const codes = ['procedure', 'channel', 'outcome'] as const;
/** DuckDB's vectors hold this many values. */
const chunkRows = 2_048;

type Column = Columns<ProcessingTimesSchema & Dimensions>['column'];

const valuesOf = (column: Column, name: (typeof instants)[number], from: number, until: number) =>
  Array.from(column[name].subarray(from, until), (value) => (Number.isNaN(value) ? null : BigInt(value)));

const textsOf = (column: Column, name: (typeof codes)[number], from: number, until: number) =>
  Array.from(column[name].codes.subarray(from, until), (code) => column[name].values[code] ?? null);

/** Milliseconds for which the request of each line was closed before it was reopened. */
const undoneOf = (block: Block<ProcessingTimesSchema>): bigint[] => {
  const closed = closedTimes(block, instant(Number.POSITIVE_INFINITY));
  return Array.from({ length: block.columns.count }, (_, index) =>
    BigInt(closed(index).reduce((sum, { from, until }) => sum + until - from, 0)),
  );
};

/** Loads the blocks into a table. Not timed: DuckDB finds its columns where it likes them. */
export const loadDuckDb = async (
  blocks: readonly Block<ProcessingTimesSchema>[],
): Promise<DuckDBConnection> => {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run('SET threads = 1');
  const names = ['undone', ...instants.map((name) => `"${name}"`), ...codes];
  await connection.run(`
    CREATE TABLE loaded (agency VARCHAR, undone BIGINT, ${instants.map((name) => `"${name}" BIGINT`).join(', ')},
      ${codes.map((name) => `${name} VARCHAR`).join(', ')})`);
  const types = [VARCHAR, BIGINT, ...instants.map(() => BIGINT), ...codes.map(() => VARCHAR)];
  const appender = await connection.createAppender('loaded');
  for (const block of blocks) {
    const { agency, columns } = block;
    const undone = undoneOf(block);
    for (let from = 0; from < columns.count; from += chunkRows) {
      const until = Math.min(from + chunkRows, columns.count);
      const chunk = DuckDBDataChunk.create(types);
      chunk.setColumns([
        Array.from({ length: until - from }, () => agency),
        undone.slice(from, until),
        ...instants.map((name) => valuesOf(columns.column, name, from, until)),
        ...codes.map((name) => textsOf(columns.column, name, from, until)),
      ]);
      appender.appendDataChunk(chunk);
    }
  }
  appender.closeSync();
  for (const name of ['agency', ...codes])
    await connection.run(
      `CREATE TYPE ${name}_code AS ENUM (SELECT DISTINCT ${name} FROM loaded WHERE ${name} IS NOT NULL)`,
    );
  await connection.run(`
    CREATE TABLE cases AS SELECT agency::agency_code AS agency,
      ${names.map((name) => ((codes as readonly string[]).includes(name) ? `${name}::${name}_code AS ${name}` : name)).join(', ')}
    FROM loaded`);
  await connection.run('DROP TABLE loaded');
  return connection;
};

/** Writes the loaded cases to a Parquet file, as DuckDB packs them best. */
export const writeParquet = async (connection: DuckDBConnection, file: string): Promise<void> => {
  await connection.run(`COPY cases TO '${file}' (FORMAT parquet, COMPRESSION zstd)`);
};

/** Whether it was the agency of a line that had the request then. */
export const heldAt = (asOf: number): string =>
  `coalesce(came <= ${asOf}, true) AND coalesce("left" > ${asOf}, true)`;

/** Processing times by agency of those received in a period, as known of an instant: docs/measures.md in SQL. */
export const askDuckDb = async (
  connection: DuckDBConnection,
  { from, until, asOf }: { from: number; until: number; asOf: number },
  source = 'cases',
): Promise<unknown[][]> => {
  const reader = await connection.runAndReadAll(`
    SELECT agency::VARCHAR, count(*), count(*) FILTER (NOT gone), count(*) FILTER (withdrawn),
      count(*) FILTER (closed AND ended <= due), count(*) FILTER (closed AND ended > due),
      count(*) FILTER (NOT gone AND due < ${asOf}),
      avg(took::DOUBLE) FILTER (closed AND ended >= received) / 3600000,
      quantile_disc(took, [0.25, 0.5, 0.75, 0.9, 0.95]) FILTER (closed AND ended >= received)
    FROM (
      SELECT agency, received, ended, ended - received - undone AS took, CASE WHEN accepted <= ${asOf} THEN due END AS due,
        coalesce(ended <= ${asOf}, false) AS gone, gone AND coalesce(outcome = 'withdrawn', false) AS withdrawn,
        gone AND NOT withdrawn AS closed
      FROM ${source} WHERE received >= ${from} AND received < ${until} AND received <= ${asOf} AND ${heldAt(asOf)}
    ) GROUP BY ALL`);
  return reader.getRowsJS();
};

/** @throws Error at the first figure on which the two answers differ */
export const expectSame = (ours: readonly ProcessingTimesRow[], theirs: readonly unknown[][]): void => {
  const hourMs = 3_600_000;
  const byAgency = new Map(theirs.map(([agency, ...figures]) => [agency, figures]));
  if (byAgency.size !== ours.length)
    throw new Error(`${ours.length} groups here, ${byAgency.size} in DuckDB`);
  for (const row of ours) {
    const figures = byAgency.get(row.group.agency) ?? [];
    const quantiles = figures[7] as (bigint | null)[] | undefined;
    const expected = [
      ...figures.slice(0, 7).map(Number),
      ...(quantiles ?? []).map((value) => Number(value) / hourMs),
    ];
    const { received, open, withdrawn, onTime, late, overdue, duration } = row;
    const { mean, p25, median, p75, p90, p95 } = duration;
    const found = [received, open, withdrawn, onTime, late, overdue, mean, p25, median, p75, p90, p95].map(
      Number,
    );
    const isSame = (value: number, index: number) =>
      Math.abs(value - (expected[index] ?? Number.NaN)) <= 1e-9 * Math.abs(value);
    if (found.length !== expected.length || !found.every(isSame))
      throw new Error(`${row.group.agency}: ${found.join(' ')} here, ${expected.join(' ')} in DuckDB`);
  }
};
