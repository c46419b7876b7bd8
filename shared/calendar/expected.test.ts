import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { dataFile, expected, isThere } from '../../test/expected.ts';
import { instantOf } from '../instant.ts';
import { mean, quantile } from '../statistics/quantile.ts';
import { shippedCalendars } from './shipped.ts';
import { workingTime } from './working-time.ts';

const hourMs = 3_600_000;
const instantOfCell = (text: string) => instantOf(text.replace(' ', 'T'));

const clock = isThere ? expected().working_clock : undefined;
const examples = clock?.vn.value ?? [];
const wabo = clock?.wabo_hours.value;

describe.runIf(isThere)('the working clock agrees with independent tools: Vietnam', () => {
  const { workingMs, addWorkingTime, dueAfter } = workingTime(shippedCalendars.vietnam, 'Asia/Ho_Chi_Minh');

  it('there is something to compare', () => expect(examples).toHaveLength(25));

  it.each(examples)('$covers: $start to $end', (example) => {
    const start = instantOf(example.start);
    const due = instantOf(example.due);
    expect(workingMs(start, instantOf(example.end))).toBe(example.working_minutes * 60_000);
    expect(dueAfter(start, example.working_days)).toBe(due);
    expect(addWorkingTime(start, example.working_days * 8 * hourMs)).toBe(due);
  });
});

describe.runIf(isThere)('the working clock agrees with independent tools: WABO', () => {
  const { workingMs } = workingTime(shippedCalendars['mon-fri'], 'Europe/Amsterdam');
  const hours = (from: string, until: string) =>
    workingMs(instantOfCell(from), instantOfCell(until)) / hourMs;
  type Row = Record<'case:concept:name' | 'case:startdate' | 'case:enddate', string>;
  const rows: Row[] = isThere
    ? parse(gunzipSync(readFileSync(dataFile('wabo-receipt', 'receipt-first-400-cases.csv.gz'))), {
        columns: true,
      })
    : [];
  const closed = new Map(
    rows
      .filter((row) => row['case:enddate'] !== '')
      .map((row) => [row['case:concept:name'], hours(row['case:startdate'], row['case:enddate'])]),
  );

  it('in number, mean, extremes and quantiles', () => {
    const values = Float64Array.from(closed.values()).sort();
    const quantiles = { p25: 0.25, median: 0.5, p75: 0.75, p90: 0.9, p95: 0.95 };
    const near = (hour: number | undefined) => expect.closeTo(hour ?? Number.NaN, 8);
    expect(wabo?.n).toBe(397);
    expect(values).toHaveLength(397);
    expect({
      mean: mean(values),
      min: values[0],
      max: values.at(-1),
      inverted_cdf: Object.fromEntries(
        Object.entries(quantiles).map(([name, share]) => [name, quantile(values, share)]),
      ),
    }).toEqual({
      mean: near(wabo?.mean),
      min: near(wabo?.min),
      max: near(wabo?.max),
      inverted_cdf: Object.fromEntries(
        Object.entries(wabo?.inverted_cdf ?? {}).map(([name, hour]) => [name, near(hour)]),
      ),
    });
  });

  it('case by case', () => {
    expect(wabo?.sample).toHaveLength(25);
    for (const { case: name, start, end, working_hours } of wabo?.sample ?? []) {
      expect(hours(start, end), name).toBeCloseTo(working_hours, 8);
      expect(closed.get(name), name).toBeCloseTo(working_hours, 8);
    }
  });
});

type VnHolidays = { daysOff: Record<string, string>; makeUpWorkingDays: Record<string, string> };

describe.runIf(isThere)('the shipped calendar of Vietnam agrees with the public list', () => {
  const { daysOff, makeUpWorkingDays } = isThere
    ? (JSON.parse(readFileSync(dataFile('vn-holidays', 'vn-2010-2030.json'), 'utf8')) as VnHolidays)
    : { daysOff: {}, makeUpWorkingDays: {} };
  const { vietnam } = shippedCalendars;

  it('in days off and make-up days', () => {
    expect(vietnam.daysOff).toHaveLength(296);
    expect(vietnam.daysOff).toEqual(Object.keys(daysOff));
    expect(Object.keys(vietnam.specialDays)).toHaveLength(13);
    expect(Object.keys(vietnam.specialDays)).toEqual(Object.keys(makeUpWorkingDays));
  });
});
