import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOfDay } from '../shared/calendar/zone.ts';
import { instant } from '../shared/instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../shared/projections/processing-times.ts';
import { compactMonth } from '../shared/row-store/compact-month.ts';
import { listAgency, putDirectoryEntry } from '../shared/row-store/directory.ts';
import { readSegments, type StoredSegment } from '../shared/row-store/segments.ts';
import type { View } from '../shared/row-store/view.ts';
import { unpackColumns } from '../shared/segment/pack.ts';
import type { SegmentSummary } from '../shared/segment/summary.ts';
import type { Block } from '../shared/statistics/cohort.ts';
import { processingTimesAnswer } from '../shared/statistics/processing-times.ts';
import type { Question } from '../shared/statistics/question.ts';
import type { Engine } from '../test/engine.ts';
import { agenciesOf, type CaseBlock, caseBlocks, zone } from './cases.ts';
import { askDuckDb, expectSame, loadDuckDb, writeParquet } from './duckdb.ts';
import { askDuckDbSurvival, expectSameSurvival } from './duckdb-survival.ts';
import type { Row } from './report.ts';
import { figure, timed } from './samples.ts';
import { statisticTimes, statisticUnits } from './statistic-rows.ts';
import { stepRows } from './steps.ts';

const { schema } = processingTimes;

type Stored = { readonly agency: string; readonly segment: StoredSegment };

/** Packed size beyond which the compactor splits a month. */
const segmentBytes = 200_000;

/**
 * Writes a year's cases where a query looks for them: each month through the compactor, and a directory that says that
 * all changes are folded in.
 * @returns the segments as they are stored, and their bytes, keys included
 */
export const storeYear = async (view: View, blocks: Iterable<CaseBlock>) => {
  const stored: Stored[] = [];
  let bytes = 0;
  for (const [agency, months] of Map.groupBy(blocks, (block) => block.agency)) {
    const spread = await listAgency(view, agency);
    const summaries: SegmentSummary[] = [];
    for (const { month, rows } of months) {
      const target = { view, schema, agency, segmentBytes, mustBeFresh: () => undefined };
      const done = await compactMonth(target, [], month, rows);
      summaries.push(...done.segments);
    }
    const watermark = instant(Date.now());
    await putDirectoryEntry(view, { agency, sequence: 1, spread, watermark, segments: summaries });
    bytes += summaries.reduce((sum, summary) => sum + summary.bytes, 0);
    for (const segment of await readSegments(view, agency, summaries, new Set(summaries)))
      stored.push({ agency, segment });
  }
  return { stored, bytes };
};

const decode = (stored: readonly Stored[]): Block<ProcessingTimesSchema>[] =>
  stored.map(({ agency, segment }) => ({ agency, columns: unpackColumns(schema, segment) }));

const year: Question = {
  cohort: 'received',
  from: startOfDay('2025-01-01', zone),
  until: startOfDay('2026-01-01', zone),
  asOf: startOfDay('2026-01-02', zone),
  groupBy: ['agency'],
  zone,
};
const period = { from: year.from ?? 0, until: year.until ?? 0, asOf: year.asOf };

/** An answer's time against DuckDB's: from columns in memory, and from what is packed (segments here, Parquet there). */
const timeRows = async (stored: readonly Stored[], cases: string, rounds: number): Promise<Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
  const file = join(folder, 'cases.parquet');
  const connection = await loadDuckDb(decode(stored));
  const ours: Record<'decode' | 'answer', number[]> = { decode: [], answer: [] };
  const duck: Record<'memory' | 'withoutSurvival' | 'parquet', number[]> = {
    memory: [],
    withoutSurvival: [],
    parquet: [],
  };
  try {
    await writeParquet(connection, file);
    const rows = processingTimesAnswer(decode(stored), year);
    expectSame(rows, await askDuckDb(connection, period));
    expectSameSurvival(rows, await askDuckDbSurvival(connection, period));
    const parquetSource = `read_parquet('${file}')`;
    for (let round = 0; round <= rounds; round++) {
      const unpacked = await timed(() => decode(stored));
      const answered = await timed(() => processingTimesAnswer(unpacked.result, year));
      const memory = await timed(() => askDuckDb(connection, period));
      const survival = await timed(() => askDuckDbSurvival(connection, period));
      const parquet = await timed(async () => {
        await askDuckDb(connection, period, parquetSource);
        await askDuckDbSurvival(connection, period, parquetSource);
      });
      // The first round warms up.
      if (round === 0) continue;
      ours.decode.push(unpacked.ms);
      ours.answer.push(answered.ms);
      duck.memory.push(memory.ms + survival.ms);
      duck.withoutSurvival.push(memory.ms);
      duck.parquet.push(parquet.ms);
    }
  } finally {
    connection.closeSync();
    await rm(folder, { recursive: true });
  }
  const ratio = (theirs: readonly number[], own: (round: number) => number) =>
    figure(theirs.map((ms, round) => ms / own(round)));
  const answer = (round: number) => ours.answer[round] ?? Number.NaN;
  const both = (round: number) => answer(round) + (ours.decode[round] ?? Number.NaN);
  const unit = 'of the speed of DuckDB';
  return [
    {
      id: 'queries.speed',
      what: `answered from columns in memory, ${cases}`,
      unit,
      ours: ratio(duck.memory, answer),
      beside: {
        'answer, ms': figure(ours.answer),
        'DuckDB, ms': figure(duck.memory),
        'DuckDB without Kaplan-Meier, ms': figure(duck.withoutSurvival),
      },
      bar: { atLeast: 0.5 },
    },
    {
      id: 'queries.decoded-speed',
      what: `decoded and answered, against DuckDB with columns in memory, ${cases}`,
      unit,
      ours: ratio(duck.memory, both),
      beside: { 'decode, ms': figure(ours.decode) },
      bar: { atLeast: 0.5, wider: true },
    },
    {
      id: 'queries.parquet-speed',
      what: `decoded and answered, against DuckDB from Parquet, ${cases}`,
      unit,
      ours: ratio(duck.parquet, both),
      beside: { 'DuckDB, ms': figure(duck.parquet) },
    },
  ];
};

const proceduresOf = (stored: readonly Stored[]): number =>
  new Set(decode(stored).flatMap(({ columns }) => columns.column.procedure.values.slice(1))).size;

/** What an answer costs: bytes stored, time against DuckDB on one thread, read units. */
export const queryRows = async (engine: Engine, quick: boolean): Promise<Row[]> => {
  const count = quick ? 100_000 : 1_000_000;
  const cases = `${count.toLocaleString('en-US')} cases`;
  const agencies = agenciesOf(quick ? 15 : 150);
  const view = await engine.createView();
  const { stored, bytes } = await storeYear(view, caseBlocks(count, agencies));
  const columnBytes = stored.reduce((sum, { segment }) => sum + segment.columns.length, 0);
  const busiest = agencies.at(-1) ?? '';
  const place = `${agencies.length} agencies, ${cases}`;
  return [
    {
      id: 'queries.bytes',
      what: `segments, ${place}`,
      unit: 'bytes per case',
      ours: { value: bytes / count },
      beside: {
        'columns alone': { value: columnBytes / count },
        procedures: { value: proceduresOf(stored) },
      },
      bar: { atMost: 12 },
    },
    ...(await timeRows(stored, place, quick ? 4 : 12)),
    ...(await statisticTimes(decode(stored), place, quick ? 4 : 12)),
    ...(await statisticUnits(engine, view, busiest, place)),
    ...(await stepRows(quick)),
  ];
};
