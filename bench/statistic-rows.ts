import { startOfDay } from '../shared/calendar/zone.ts';
import { processingTimes } from '../shared/projections/processing-times.ts';
import { readBlocks } from '../shared/row-store/read-blocks.ts';
import type { View } from '../shared/row-store/view.ts';
import type { ProcessingTimesBlock } from '../shared/statistics/as-known.ts';
import type { Engine } from '../test/engine.ts';
import { zone } from './cases.ts';
import type { Row } from './report.ts';
import { figure, timed } from './samples.ts';
import { type Asked, statistics } from './statistics.ts';

const span = (from: string, until: string) => ({
  from: startOfDay(from, zone),
  until: startOfDay(until, zone),
});
const asOf = startOfDay('2026-01-02', zone);

export const year: Asked = {
  ...span('2025-01-01', '2026-01-01'),
  now: span('2025-07-01', '2026-01-01'),
  before: span('2025-01-01', '2025-07-01'),
  asOf,
};
/** The last month: the most is carried over into it. */
const month: Asked = {
  ...span('2025-12-01', '2026-01-01'),
  now: span('2025-12-01', '2026-01-01'),
  before: span('2025-11-01', '2025-12-01'),
  asOf,
};

/** What a year of all agencies takes on columns in memory, statistic by statistic: they take turns. */
export const statisticTimes = async (
  blocks: readonly ProcessingTimesBlock[],
  place: string,
  rounds: number,
): Promise<Row[]> => {
  const spent = statistics.map(() => ({ clock: [] as number[], processor: [] as number[] }));
  for (let round = 0; round <= rounds; round++)
    for (const [n, { answer }] of statistics.entries()) {
      const before = process.cpuUsage();
      const { ms } = await timed(() => answer(blocks, year));
      const { user, system } = process.cpuUsage(before);
      // The first round warms up, and lays out the calendar.
      if (round === 0) continue;
      spent[n]?.clock.push(ms);
      spent[n]?.processor.push((user + system) / 1_000);
    }
  const [first] = spent;
  return statistics.map(({ name, what }, n) => {
    const { clock = [], processor = [] } = spent[n] ?? {};
    return {
      id: `queries.${name}.ms`,
      what: `${what}, a year by agency, ${place}`,
      unit: 'ms on columns in memory',
      ours: figure(clock),
      beside: {
        'processor, ms': figure(processor),
        'of the time of processing times': figure(
          clock.map((ms, round) => ms / (first?.clock[round] ?? Number.NaN)),
        ),
      },
    };
  });
};

/** Read units of each statistic, of one agency and month and of a year of all, as its function asks. */
export const statisticUnits = async (
  { counter }: Engine,
  view: View,
  agency: string,
  place: string,
): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const { name, what, isNeeded } of statistics) {
    const unitsOf = async (asked: Asked, within?: string) => {
      counter.reset();
      await readBlocks(view, processingTimes, within, isNeeded(asked));
      return { value: counter.counted().readUnits };
    };
    rows.push({
      id: `queries.${name}.rcu`,
      what: `${what}: one agency and month; ${place}`,
      unit: 'RCU',
      ours: await unitsOf(month, agency),
      beside: { 'all agencies, the year': await unitsOf(year) },
      bar: { atMost: 20 },
    });
  }
  return rows;
};
