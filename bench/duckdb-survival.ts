import type { DuckDBConnection } from '@duckdb/node-api';
import type { ProcessingTimesRow } from '../shared/statistics/processing-times.ts';
import { heldAt } from './duckdb.ts';

const quantiles = { median: 0.5, p75: 0.25, p90: 0.1 } as const;
const names = ['median', 'p75', 'p90'] as const;

/** A product of floating-point factors may land a hair above a share that it reaches. */
const slack = 1e-12;

/** First times at which the curve, and the limits of its band, are at most a share. */
const firsts = names
  .flatMap((name) => [
    `min(took) FILTER (s <= ${quantiles[name] + slack})`,
    `min(took) FILTER (low <= ${quantiles[name]})`,
    `min(took) FILTER (high <= ${quantiles[name]})`,
  ])
  .join(', ');

/** Kaplan-Meier by agency of those received in a period, with log-log limits: docs/measures.md in SQL. */
export const askDuckDbSurvival = async (
  connection: DuckDBConnection,
  { from, until, asOf }: { from: number; until: number; asOf: number },
  source = 'cases',
): Promise<unknown[][]> => {
  // Of several events at one time each takes one out in turn: the product is the same, and one sort is enough for both windows.
  const reader = await connection.runAndReadAll(`
    WITH lives AS (
      SELECT agency, greatest(CASE WHEN gone THEN ended ELSE ${asOf} END - received - undone, 0) AS took,
        gone AND coalesce(outcome NOT IN ('withdrawn', 'stopped', 'refused'), true) AS resolved
      FROM (
        SELECT agency, received, ended, undone, outcome, coalesce(ended <= ${asOf}, false) AS gone
        FROM ${source} WHERE received >= ${from} AND received < ${until} AND received <= ${asOf} AND ${heldAt(asOf)}
      )
    ), risks AS (
      SELECT agency, took, resolved,
        (row_number() OVER (PARTITION BY agency ORDER BY took DESC, resolved))::DOUBLE AS n
      FROM lives
    ), curve AS (
      SELECT agency, took,
        product((n - 1) / n) OVER outward AS s,
        sum(CASE WHEN n > 1 THEN 1 / (n * (n - 1)) END) OVER outward AS v
      FROM risks WHERE resolved
      WINDOW outward AS (PARTITION BY agency ORDER BY n DESC ROWS UNBOUNDED PRECEDING)
    ), band AS (
      SELECT agency, took, s,
        CASE WHEN s > 0 THEN pow(s, exp(1.959963984540054 * sqrt(v) / -ln(s))) END AS low,
        CASE WHEN s > 0 THEN pow(s, exp(1.959963984540054 * sqrt(v) / ln(s))) END AS high
      FROM curve
    )
    SELECT agency::VARCHAR, ${firsts} FROM band GROUP BY agency`);
  return reader.getRowsJS();
};

/** @throws Error at the first figure on which the two answers differ */
export const expectSameSurvival = (
  ours: readonly ProcessingTimesRow[],
  theirs: readonly unknown[][],
): void => {
  const hourMs = 3_600_000;
  const byAgency = new Map(theirs.map(([agency, ...figures]) => [agency, figures]));
  for (const { group, survival } of ours) {
    const expected = (byAgency.get(group.agency) ?? []).map((ms) =>
      ms === null ? null : Number(ms) / hourMs,
    );
    const found = names.flatMap((name) => {
      const limits = survival?.intervals[name];
      return [survival?.[name] ?? null, limits?.low ?? null, limits?.high ?? null];
    });
    const isSame = (value: number | null, index: number) => {
      const other = expected[index];
      if (value === null || other === null || other === undefined) return value === other;
      return Math.abs(value - other) <= 1e-9 * Math.abs(value);
    };
    if (!found.every(isSame))
      throw new Error(`${group.agency}: ${found.join(' ')} here, ${expected.join(' ')} in DuckDB`);
  }
};
