import * as z from 'zod/mini';
import { count, numberOrNull } from '../answers.ts';
import { share } from '../statistic-answers.ts';

const excess = z
  .object({
    unit: z.literal('h'),
    n: count,
    mean: numberOrNull,
    median: numberOrNull,
    p90: numberOrNull,
    max: numberOrNull,
  })
  .register(z.globalRegistry, {
    id: 'Excess',
    description: 'Hours after the due instant, by the wall clock; null where n is 0',
  });

/** What is said of due dates beside the strict rule. */
export const punctuality = {
  onTimeShareGrace: z
    .nullable(share)
    .check(z.describe('On time or within the `grace` after it; null where none is asked for')),
  bands: z
    .object({ early: count, onTime: count, late: count })
    .check(
      z.describe(
        'Closed requests with a due date: ended on a day before that of the due date, on that day by the due instant, after it',
      ),
    ),
  overdueBy: excess.check(z.describe('Of open requests that are overdue')),
  lateBy: excess.check(z.describe('Of requests that were closed late')),
};

export const pauseShare = z
  .object({
    value: numberOrNull,
    n: count,
    pausedHours: z.number(),
    elapsedHours: z.number(),
  })
  .check(
    z.describe(
      'Waiting for the citizen or on a legal ground, over elapsed time: of all hours of closed requests together',
    ),
  );
