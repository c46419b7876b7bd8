import { simulateCity } from '../local/sample/simulate.ts';
import { type Month, monthOf } from '../shared/calendar/zone.ts';
import { instant } from '../shared/instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../shared/projections/processing-times.ts';
import { rowOf } from '../shared/projections/projection.ts';
import { type RecordedEvent, version } from '../shared/request/stream.ts';
import type { Line } from '../shared/segment/column.ts';
import type { Dimensions } from '../shared/segment/dimensions.ts';
import type { SegmentRow } from '../shared/segment/pack.ts';
import { sequence } from './samples.ts';

export const zone = 'Asia/Ho_Chi_Minh';
export const months: readonly Month[] = Array.from(
  { length: 12 },
  (_, month) => `2025-${String(month + 1).padStart(2, '0')}`,
);
export const agenciesOf = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `H29.${String(n + 1).padStart(3, '0')}`);

type CaseLine = Line<ProcessingTimesSchema & Dimensions>;
type CaseRow = SegmentRow<ProcessingTimesSchema & Dimensions>;

/** A year of the sample city: how its requests fall on procedures, channels, hours and durations is what the cases follow. */
const templates = (): ReadonlyMap<Month, readonly { line: CaseLine; version: number }[]> => {
  const { events } = simulateCity({
    seed: 1,
    requests: 12_000,
    from: '2025-01-01',
    months: 12,
    timeZone: zone,
  });
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const stream = streams.get(event.subject) ?? [];
    stream.push({
      event,
      version: version(stream.length + 1),
      recordedAt: instant(0),
      recordedBy: { client: 'bench' },
    });
    streams.set(event.subject, stream);
  }
  const rows = [...streams].flatMap(([request, events]) => {
    const row = rowOf(processingTimes, { request, version: version(events.length), events }, zone);
    const [line] = row?.lines ?? [];
    return row && line ? [{ line, version: row.version }] : [];
  });
  return Map.groupBy(rows, ({ line }) => monthOf(instant(line.received ?? 0), zone));
};

export type CaseBlock = { readonly agency: string; readonly month: Month; readonly rows: readonly CaseRow[] };

const moved = (at: number | null, by: number): number | null => (at === null ? null : at + by);

/** A case like a template, a few minutes to and fro: no two agencies have the same month. */
const caseLike = (line: CaseLine, random: () => number): CaseLine => {
  const by = Math.floor(random() * 1_800) * 1_000;
  return {
    ...line,
    received: moved(line.received, by),
    accepted: moved(line.accepted, by + Math.floor(random() * 600) * 1_000),
    ended: moved(line.ended, by + Math.floor(random() * 3_600) * 1_000),
  };
};

/**
 * Cases of an authority's year, by agency and month of receipt; busy agencies have some three times as many as quiet
 * ones, numbered as they come in. The same for the same count.
 */
export function* caseBlocks(count: number, agencies: readonly string[]): Generator<CaseBlock> {
  const random = sequence(7);
  const byMonth = templates();
  const weights = agencies.map((_, n) => 0.5 + n / (agencies.length - 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0) * months.length;
  let given = 0;
  let due = 0;
  for (const [n, agency] of agencies.entries())
    for (const month of months) {
      due += ((weights[n] ?? 0) / total) * count;
      const size = Math.round(due) - given;
      given += size;
      const like = byMonth.get(month) ?? [];
      const cases = Array.from({ length: size }, () => {
        const { line, version } = like[Math.floor(random() * like.length)] ?? { line: undefined, version: 0 };
        if (line === undefined) throw new Error(`the sample has nothing in ${month}`);
        return { line: caseLike(line, random), version };
      }).sort((a, b) => (a.line.received ?? 0) - (b.line.received ?? 0));
      yield {
        agency,
        month,
        rows: cases.map(({ line, version }, index) => ({
          request: `000.00.01.${agency}-${month.slice(2).replace('-', '')}-${String(index + 1).padStart(4, '0')}`,
          version,
          lines: [line],
        })),
      };
    }
}
