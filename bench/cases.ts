import { simulateCity } from '../local/sample/simulate.ts';
import { type Month, monthOf } from '../shared/calendar/zone.ts';
import { instant } from '../shared/instant.ts';
import { encodeList } from '../shared/projections/list.ts';
import { type ProcessingTimesSchema, processingTimes } from '../shared/projections/processing-times.ts';
import { rowOf } from '../shared/projections/projection.ts';
import { snapshotOf } from '../shared/request/snapshot.ts';
import { type RecordedEvent, version } from '../shared/request/stream.ts';
import type { Line } from '../shared/segment/column.ts';
import type { Dimensions } from '../shared/segment/dimensions.ts';
import type { SegmentRow } from '../shared/segment/pack.ts';
import { sequence } from './samples.ts';

export const zone = 'Asia/Ho_Chi_Minh';
const months: readonly Month[] = Array.from(
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
    const stream = { request, version: version(events.length), events };
    const row = rowOf(processingTimes, snapshotOf(stream), zone);
    const [line] = row?.lines ?? [];
    return row && line ? [{ line, version: row.version }] : [];
  });
  return Map.groupBy(rows, ({ line }) => monthOf(instant(line.received ?? 0), zone));
};

export type CaseBlock = { readonly agency: string; readonly month: Month; readonly rows: readonly CaseRow[] };

const moved = (at: number | null, by: number): number | null => (at === null ? null : at + by);

/** What each of the sample's procedures stands for comes in so many kinds: some 500 procedures in all, a fifth of them in one office. */
const kinds = 21;
const kindsOfOffice = 4;

const hourMs = 3_600_000;
/** One case in fifty is paused, reopened or passed on, a third of them each. */
const rare = 1 / 150;

/** `1.004222` of kind 3 is `1.007222`. */
const kindOf = (procedure: string, kind: number): string =>
  procedure.slice(0, 2) + String(Number(procedure.slice(2)) + kind * 1_000).padStart(6, '0');

/** A case like a template, a few minutes to and fro: no two agencies have the same month. */
const caseLike = (line: CaseLine, office: number, random: () => number): CaseLine => {
  const by = Math.floor(random() * 1_800) * 1_000;
  // The first kinds of an office are its commonest, and its neighbours have some of them too.
  const kind = (office + Math.floor(random() ** 3 * kindsOfOffice)) % kinds;
  return {
    ...line,
    procedure: kindOf(line.procedure ?? '', kind),
    received: moved(line.received, by),
    accepted: moved(line.accepted, by + Math.floor(random() * 600) * 1_000),
    ended: moved(line.ended, by + Math.floor(random() * 3_600) * 1_000),
  };
};

/** The same case, if it falls to it, paused for hours or reopened on its way; what ended within a few hours is not. */
const withLists = (line: CaseLine, random: () => number): CaseLine => {
  const { ended, outcome } = line;
  const received = instant(line.received ?? 0);
  const shares = [random(), random()];
  if (ended === null || outcome === null || ended - received < 4 * hourMs) return line;
  const at = (share: number) => instant(received + Math.floor(((ended - received) * share) / 1_000) * 1_000);
  const [isPaused, isReopened] = shares.map((share) => share < rare);
  return {
    ...line,
    ...(isPaused && { pauses: encodeList(received, [[at(0.1), at(0.3)]]) }),
    ...(isReopened && {
      closures: encodeList(received, [[at(0.5), at(0.8), outcome]]),
    }),
  };
};

/** The lines of a case in its agency, and in the one that it was passed on to, if it was. */
const linesOf = (line: CaseLine, random: () => number): { here: CaseLine; there?: CaseLine } => {
  const { received, ended } = line;
  if (random() >= rare || received === null || (ended !== null && ended < received)) return { here: line };
  const left = received + (ended === null ? hourMs : Math.floor((ended - received) / 2_000) * 1_000);
  return { here: { ...line, left }, there: { ...line, came: left } };
};

/**
 * Cases of an authority's year, by agency and month of receipt; busy agencies have some three times as many as quiet
 * ones, numbered as they come in. Some are passed on to the next agency. The same for the same count.
 */
export function* caseBlocks(count: number, agencies: readonly string[]): Generator<CaseBlock> {
  const random = sequence(7);
  const byMonth = templates();
  const weights = agencies.map((_, n) => 0.5 + n / (agencies.length - 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0) * months.length;
  let given = 0;
  let due = 0;
  let passedOn = new Map<Month, CaseRow[]>();
  for (const [n, agency] of agencies.entries()) {
    const coming = passedOn;
    passedOn = new Map();
    for (const month of months) {
      due += ((weights[n] ?? 0) / total) * count;
      const size = Math.round(due) - given;
      given += size;
      const like = byMonth.get(month) ?? [];
      const cases = Array.from({ length: size }, () => {
        const { line, version } = like[Math.floor(random() * like.length)] ?? { line: undefined, version: 0 };
        if (line === undefined) throw new Error(`the sample has nothing in ${month}`);
        return { line: withLists(caseLike(line, n, random), random), version };
      }).sort((a, b) => (a.line.received ?? 0) - (b.line.received ?? 0));
      const going: CaseRow[] = [];
      const rows = cases.map(({ line, version }, index) => {
        const request = `000.00.01.${agency}-${month.slice(2).replace('-', '')}-${String(index + 1).padStart(4, '0')}`;
        const { here, there } = linesOf(line, n + 1 < agencies.length ? random : () => 1);
        if (there !== undefined) going.push({ request, version, lines: [there] });
        return { request, version, lines: [here] };
      });
      passedOn.set(month, going);
      yield { agency, month, rows: [...rows, ...(coming.get(month) ?? [])] };
    }
  }
}
