import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { readInstant } from '../local/import/instant.ts';
import { wallClock } from '../local/import/wall-time.ts';
import type { Zone } from '../shared/calendar/zone.ts';
import { type Instant, instant, instantOf } from '../shared/instant.ts';
import { dataFile } from './expected.ts';

/** When a case of a real file began and ended; its end is null where the file has none. */
export type RealCase = {
  readonly cells: Readonly<Record<string, string>>;
  readonly received: Instant;
  readonly ended: Instant | null;
};

const read = (file: readonly string[]) =>
  parse<Record<string, string>>(gunzipSync(readFileSync(dataFile(...file))), { columns: true });

const cellReader = (zone: Zone) => {
  const wall = wallClock(zone);
  return (text = ''): Instant => instantOf(readInstant(text, wall) ?? '');
};

const casesOf = (
  rows: readonly Record<string, string>[],
  zone: Zone,
  names: { readonly received: string; readonly ended: string },
): RealCase[] => {
  const instantAt = cellReader(zone);
  return rows.map((cells) => ({
    cells,
    received: instantAt(cells[names.received]),
    ended: cells[names.ended] === '' ? null : instantAt(cells[names.ended]),
  }));
};

/** The 400 cases of the WABO receipt log, and the last instant of its activities. */
export const waboCases = () => {
  const rows = read(['wabo-receipt', 'receipt-first-400-cases.csv.gz']);
  const zone = 'Europe/Amsterdam';
  const instantAt = cellReader(zone);
  const one = new Map(rows.map((row) => [row['case:concept:name'], row]));
  const names = { received: 'case:startdate', ended: 'case:enddate' };
  return {
    cases: casesOf([...one.values()], zone, names),
    horizon: rows.map((row) => instantAt(row['time:timestamp'])).reduce((a, b) => instant(Math.max(a, b))),
  };
};

/** Boston's service requests, and the last instant at which one was opened or closed. */
export const bostonCases = () => {
  const rows = read(['boston311', 'boston311-2013-2015.csv.gz']);
  const cases = casesOf(rows, 'America/New_York', { received: 'open_dt', ended: 'closed_dt' });
  return {
    cases,
    horizon: cases.map(({ received, ended }) => ended ?? received).reduce((a, b) => instant(Math.max(a, b))),
  };
};
