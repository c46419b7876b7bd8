import { expect } from 'vitest';
import type * as z from 'zod';
import type { processingTimesRow } from '../functions/processing-times/answers.ts';
import type { Durations, OnTime } from './expected.ts';

type Row = z.output<typeof processingTimesRow>;

const within = (value: number | null | undefined, wanted: number, tolerance: number): void => {
  expect(value).not.toBeNull();
  expect(Math.abs((value ?? Number.NaN) - wanted)).toBeLessThanOrEqual(tolerance);
};

/** Compares durations, expected in a unit of so many hours, to 1e-6 of that unit. */
export const expectDurations = ({ duration }: Row, wanted: Durations, unitHours: number): void => {
  expect(duration.unit).toBe('h');
  expect(duration.n).toBe(wanted.n);
  within(duration.mean, wanted.mean * unitHours, 1e-6 * unitHours);
  for (const [name, value] of Object.entries(wanted.inverted_cdf))
    within(duration[name as keyof Durations['inverted_cdf']], value * unitHours, 1e-6 * unitHours);
};

/** Compares a share on time and its Wilson interval to 1e-9. */
export const expectOnTime = (row: Row, { k, n, share, wilson95 }: OnTime): void => {
  expect({ onTime: row.onTime, late: row.late }).toEqual({ onTime: k, late: n - k });
  expect(row.onTimeShare.n).toBe(n);
  if (share === null || wilson95 === null) {
    expect(row.onTimeShare).toMatchObject({ value: null, low: null, high: null });
    return;
  }
  within(row.onTimeShare.value, share, 1e-9);
  within(row.onTimeShare.low, wilson95[0], 1e-9);
  within(row.onTimeShare.high, wilson95[1], 1e-9);
};
