import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { parseEvent } from '../events/parse.ts';
import { monthsOf } from '../functions/parameters.ts';
import { loadMapping } from '../local/import/load-mapping.ts';
import { now, readAll } from '../local/import/read-all.ts';
import { sharedData } from '../local/import/shared-data.ts';
import { addDays, type Month, startOfDay } from '../shared/calendar/zone.ts';
import { instant } from '../shared/instant.ts';
import { processingTimes } from '../shared/projections/processing-times.ts';
import { rowOf } from '../shared/projections/projection.ts';
import { snapshotOf } from '../shared/request/snapshot.ts';
import { version } from '../shared/request/stream.ts';
import { readBlocks } from '../shared/row-store/read-blocks.ts';
import type { View } from '../shared/row-store/view.ts';
import { mayMatter } from '../shared/statistics/needed.ts';
import type { Engine } from '../test/engine.ts';
import { storeYear } from './queries.ts';
import type { Row } from './report.ts';

/** What questions about real requests read: those of Boston, where many of some departments have been open for years. */

const zone = 'America/New_York';

const rowsOfFile = async (file: string) => {
  const text = gunzipSync(await readFile(file)).toString();
  const { events } = await readAll(text, await loadMapping('boston311'));
  const parsed = events.map((event) => {
    const result = parseEvent(event, now());
    if (!result.ok) throw new Error(`${event.id} is not valid`);
    return result.event;
  });
  return [...Map.groupBy(parsed, ({ subject }) => subject)].flatMap(([request, own]) => {
    const recorded = own.map((event, n) => ({
      event,
      version: version(n + 1),
      recordedAt: instant(0),
      recordedBy: { client: 'bench' },
    }));
    return (
      rowOf(processingTimes, snapshotOf({ request, version: version(own.length), events: recorded }), zone) ??
      []
    );
  });
};

const question = (month: Month, last: Month) => ({
  cohort: 'received' as const,
  from: startOfDay(`${month}-01`, zone),
  until: startOfDay(`${addDays(`${last}-01`, 31).slice(0, 7)}-01`, zone),
  asOf: startOfDay('2026-01-01', zone),
  groupBy: [],
  zone,
});

/** Read units of a question with what was carried over, as the function asks it. */
const unitsOf = async (
  { counter }: Engine,
  view: View,
  within: string | undefined,
  [first, last]: readonly [Month, Month],
): Promise<number> => {
  counter.reset();
  const asked = question(first, last);
  await readBlocks(view, processingTimes, within, mayMatter(asked, monthsOf(asked, zone), true));
  return counter.counted().readUnits;
};

/** The dearest agency and month, and a whole year of all; nothing where the data are not there. */
export const bostonRows = async (engine: Engine): Promise<Row[]> => {
  const file = sharedData('boston311');
  if (file === undefined) {
    console.warn('the requests of Boston are not there: not measured');
    return [];
  }
  const view = await engine.createView();
  const rows = await rowsOfFile(file);
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  const agencies = [...new Set(rows.map(({ agency }) => agency))].sort();
  await storeYear(
    view,
    agencies.flatMap((agency) =>
      months.flatMap((month) => {
        const own = rows.filter((row) => row.agency === agency && row.month === month);
        return own.length === 0 ? [] : [{ agency, month, rows: own }];
      }),
    ),
  );
  let dearest = { units: 0, agency: '', month: '' };
  for (const agency of agencies)
    for (const month of months) {
      const units = await unitsOf(engine, view, agency, [month, month]);
      if (units > dearest.units) dearest = { units, agency, month };
    }
  const requests = rows.length.toLocaleString('en-US');
  return [
    {
      id: 'queries.boston-month.rcu',
      what: `Boston, ${requests} requests: the dearest agency and month (${dearest.agency}, ${dearest.month})`,
      unit: 'RCU',
      ours: { value: dearest.units },
      bar: { atMost: 20 },
    },
    {
      id: 'queries.boston-year.rcu',
      what: 'Boston: all agencies, 2015',
      unit: 'RCU',
      ours: { value: await unitsOf(engine, view, undefined, ['2015-01', '2015-12']) },
    },
  ];
};
