import { startOfDay } from '../shared/calendar/zone.ts';
import { instant } from '../shared/instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../shared/projections/processing-times.ts';
import { listAgency, putDirectoryEntry } from '../shared/row-store/directory.ts';
import { readBlocks } from '../shared/row-store/read-blocks.ts';
import { putSegment } from '../shared/row-store/segments.ts';
import type { View } from '../shared/row-store/view.ts';
import { type Packed, pack, unpackColumns } from '../shared/segment/pack.ts';
import { type SegmentSummary, summarize } from '../shared/segment/summary.ts';
import type { Block } from '../shared/statistics/cohort.ts';
import { mayMatter } from '../shared/statistics/needed.ts';
import { processingTimesAnswer } from '../shared/statistics/processing-times.ts';
import type { Question } from '../shared/statistics/question.ts';
import type { Engine } from '../test/engine.ts';
import { agenciesOf, caseBlocks, months, zone } from './cases.ts';
import { askDuckDb, expectSame, loadDuckDb } from './duckdb.ts';
import type { Row } from './report.ts';
import { figure, timed } from './samples.ts';

const { schema } = processingTimes;

type Stored = { readonly agency: string; readonly month: string; readonly packed: Packed };

const packAll = (count: number, agencies: readonly string[]): Stored[] =>
  [...caseBlocks(count, agencies)].map(({ agency, month, rows }) => ({
    agency,
    month,
    packed: pack(schema, rows),
  }));

const decode = (stored: readonly Stored[]): Block<ProcessingTimesSchema>[] =>
  stored.map(({ agency, packed }) => ({ agency, columns: unpackColumns(schema, packed) }));

/** Writes segments where a query looks for them: what the compactor leaves when all changes are folded in. */
const storeSegments = async (view: View, stored: readonly Stored[]): Promise<void> => {
  for (const [agency, segments] of Map.groupBy(stored, (segment) => segment.agency)) {
    const summaries: SegmentSummary[] = [];
    for (const { month, packed } of segments) {
      await putSegment(view, agency, { month, sequence: 1, packed });
      const bytes = packed.columns.length + packed.keys.length;
      summaries.push(summarize({ month, sequence: 1, bytes }, unpackColumns(schema, packed)));
    }
    await listAgency(view, agency);
    const watermark = instant(Date.now());
    await putDirectoryEntry(view, { agency, sequence: 1, watermark, segments: summaries });
  }
};

const year: Question = {
  cohort: 'received',
  from: startOfDay('2025-01-01', zone),
  until: startOfDay('2026-01-01', zone),
  asOf: startOfDay('2026-01-02', zone),
  groupBy: ['agency'],
  zone,
};
const period = { from: year.from ?? 0, until: year.until ?? 0, asOf: year.asOf };

const timeRow = async (stored: readonly Stored[], cases: string, rounds: number): Promise<Row[]> => {
  const connection = await loadDuckDb(decode(stored));
  expectSame(processingTimesAnswer(decode(stored), year), await askDuckDb(connection, period));
  const [decoding, grouping, duck, ratios]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round <= rounds; round++) {
    const unpacked = await timed(() => decode(stored));
    const answered = await timed(() => processingTimesAnswer(unpacked.result, year));
    const beside = await timed(() => askDuckDb(connection, period));
    // The first round warms up.
    if (round === 0) continue;
    decoding.push(unpacked.ms);
    grouping.push(answered.ms);
    duck.push(beside.ms);
    ratios.push(beside.ms / (unpacked.ms + answered.ms));
  }
  connection.closeSync();
  return [
    {
      id: 'queries.speed',
      what: `processing times by agency, ${cases}`,
      unit: 'of the speed of DuckDB',
      ours: figure(ratios),
      beside: { 'decode, ms': figure(decoding), 'answer, ms': figure(grouping), 'DuckDB, ms': figure(duck) },
      bar: { atLeast: 0.5 },
    },
  ];
};

/** Read units of a question, as functions/query asks it. */
const readRow = async (
  engine: Engine,
  view: View,
  {
    id,
    what,
    within,
    first,
    last,
  }: { id: string; what: string; within?: string; first: string; last: string },
): Promise<Row> => {
  engine.counter.reset();
  const until = months[months.indexOf(last) + 1] ?? '2026-01';
  const question = {
    ...year,
    from: startOfDay(`${first}-01`, zone),
    until: startOfDay(`${until}-01`, zone),
  };
  await readBlocks(view, processingTimes, within, mayMatter(question, { first, last }, true));
  const bar = { atMost: 20 };
  const ours = { value: engine.counter.counted().readUnits };
  return { id, what, unit: 'RCU', ours, ...(within !== undefined && { bar }) };
};

/** What an answer costs: bytes stored, time against DuckDB on one thread, read units. */
export const queryRows = async (engine: Engine, quick: boolean): Promise<Row[]> => {
  const count = quick ? 100_000 : 1_000_000;
  const cases = `${count.toLocaleString('en-US')} cases`;
  const agencies = agenciesOf(quick ? 15 : 150);
  const stored = packAll(count, agencies);
  const bytes = stored.reduce((sum, { packed }) => sum + packed.columns.length + packed.keys.length, 0);
  const columnBytes = stored.reduce((sum, { packed }) => sum + packed.columns.length, 0);
  const view = await engine.createView();
  await storeSegments(view, stored);
  const busiest = agencies.at(-1) ?? '';
  const place = `${agencies.length} agencies, ${cases}`;
  return [
    {
      id: 'queries.bytes',
      what: `segments, ${place}`,
      unit: 'bytes per case',
      ours: { value: bytes / count },
      beside: { 'columns alone': { value: columnBytes / count } },
      bar: { atMost: 12 },
    },
    ...(await timeRow(stored, place, quick ? 4 : 12)),
    await readRow(engine, view, {
      id: 'queries.month.rcu',
      what: `one agency, first month; ${place}`,
      within: busiest,
      first: '2025-01',
      last: '2025-01',
    }),
    await readRow(engine, view, {
      id: 'queries.last-month.rcu',
      what: `one agency, last month with what was carried over; ${place}`,
      within: busiest,
      first: '2025-12',
      last: '2025-12',
    }),
    await readRow(engine, view, {
      id: 'queries.year.rcu',
      what: `all agencies, the year; ${place}`,
      first: '2025-01',
      last: '2025-12',
    }),
  ];
};
