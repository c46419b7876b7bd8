import { monthOf } from '../shared/calendar/zone.ts';
import type { EventLog } from '../shared/event-store/event-log.ts';
import { instant, instantOf } from '../shared/instant.ts';
import { type ProcessingTimesSchema, processingTimes } from '../shared/projections/processing-times.ts';
import { agencyLinesOf, type PlacedRow, type Projection } from '../shared/projections/projection.ts';
import { putChanges } from '../shared/row-store/changes.ts';
import { compact } from '../shared/row-store/compact.ts';
import { liveOf, readGenerations, viewOf } from '../shared/row-store/generations.ts';
import type { Projector } from '../shared/row-store/project.ts';
import { type Block, readBlocks } from '../shared/row-store/read-blocks.ts';
import type { Sweeper } from '../shared/row-store/sweep.ts';
import type { View, ViewTable } from '../shared/row-store/view.ts';
import { writeRow } from '../shared/row-store/write-row.ts';
import { lineAt, type Schema } from '../shared/segment/column.ts';
import type { Dimensions } from '../shared/segment/dimensions.ts';
import type { LinesSummary } from '../shared/segment/summary.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { uneventful } from './cohorts.ts';

/** Rows and what a view makes of them. */

export const zone = 'Asia/Ho_Chi_Minh';

type Row = PlacedRow<ProcessingTimesSchema & Dimensions>;

/** A row of processing times, placed where its receipt puts it. */
export const rowAt = (
  request: string,
  version: number,
  { agency = 'H29', received = '2026-10-05T08:00:00+07:00', ended = null as string | null } = {},
): Row => ({
  request,
  version,
  agency,
  month: monthOf(instantOf(received), zone),
  lines: [
    {
      received: instantOf(received),
      ended: ended === null ? null : instantOf(ended),
      procedure: 'permit',
      channel: 'counter',
      accepted: null,
      due: null,
      outcome: ended === null ? null : 'granted',
      ...uneventful,
    },
  ],
});

/** Numbers without a pattern that deflate could find, the same in every run. */
export const scattered = (seed: number, below: number): number => {
  let x = Math.imul(seed + 1, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) % below;
};

/** A city's agency: so many requests a month for so many months, one in a hundred still open. */
export const cityRows = (agency: string, months: readonly string[], perMonth: number): PlacedRow[] =>
  months.flatMap((month, m) =>
    Array.from({ length: perMonth }, (_, n): PlacedRow => {
      const dice = (kind: number, below: number) => scattered((m * perMonth + n) * 8 + kind, below);
      const received = Date.parse(`${month}-01T00:00:00+07:00`) + dice(0, 28 * 86_400) * 1_000;
      const isOpen = n % 100 === 99;
      return {
        request: `000.00.01.${agency}-${month.replace('-', '').slice(2)}-${String(n).padStart(5, '0')}`,
        version: 4 + dice(1, 5),
        agency,
        month,
        lines: [
          {
            received: instant(received),
            ended: isOpen ? null : instant(received + dice(2, 30 * 86_400) * 1_000),
            procedure: `1.0042${dice(3, 40)}`,
            channel: dice(4, 3) ? 'counter' : 'online',
            accepted: instant(received + dice(5, 86_400) * 1_000),
            due: instant(received + (5 + dice(6, 15)) * 86_400_000),
            outcome: isOpen ? null : 'granted',
            ...uneventful,
          },
        ],
      };
    }),
  );

/** Writes a row and its changes, as a projection does. */
export const write = async (view: View, row: PlacedRow, surroundings: Surroundings): Promise<void> =>
  putChanges(view, await writeRow(view, row, { by: 1 }), surroundings);

export const projectorOf = <S extends Schema>(
  projection: Projection<S>,
  log: EventLog,
  view: ViewTable,
  surroundings: Surroundings,
): Projector<S> => ({ projection, log, view, zone, surroundings, listed: new Map(), known: {} });

/** A sweeper that goes as fast as it can, and says what it found. */
export const sweeperOf = (
  projection: Projection,
  log: EventLog,
  view: ViewTable,
  surroundings: Surroundings,
  more: Partial<Sweeper> = {},
): Sweeper => ({
  projection,
  log,
  view,
  zone,
  surroundings,
  listed: new Map(),
  requestsPerSecond: 100_000,
  onProblem: () => undefined,
  ...more,
});

/** Compacts every live generation, as the compacting function does. */
export const compactLive = async (
  view: ViewTable,
  projection: Projection,
  now: Surroundings['now'],
): Promise<void> => {
  for (const generation of liveOf(await readGenerations(view, projection)))
    await compact(viewOf(view, generation), projection, now);
};

/** The blocks of the generation that answers, as a query reads them. */
export const readCurrent = async <S extends Schema>(
  view: ViewTable,
  projection: Projection<S>,
): Promise<Block<S>[]> => {
  const { current } = await readGenerations(view, projection);
  return readBlocks(viewOf(view, current), projection, undefined, () => true);
};

/** The lines of blocks as text, in no order that depends on how they were stored. */
export const linesOf = <S extends Schema>(blocks: readonly Block<S>[]): string[] =>
  blocks
    .flatMap(({ agency, columns }) =>
      Array.from({ length: columns.count }, (_, index) => JSON.stringify([agency, lineAt(columns, index)])),
    )
    .sort();

/** What rows should read back as. */
export const linesOfRows = (rows: readonly PlacedRow[]): string[] =>
  rows
    .flatMap(agencyLinesOf)
    .flatMap(({ agency, lines }) => lines.map((line) => JSON.stringify([agency, line])))
    .sort();

export const readLines = async (
  view: View,
  within?: string,
  isNeeded: (summary: LinesSummary) => boolean = () => true,
): Promise<string[]> => linesOf(await readBlocks(view, processingTimes, within, isNeeded));
