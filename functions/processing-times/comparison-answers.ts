import * as z from 'zod/mini';
import { verdicts } from '../../shared/statistics/difference.ts';
import { kindGroupings } from '../../shared/statistics/question.ts';
import { count, numberOrNull, textOrNull } from '../answers.ts';
import { day } from '../parameters.ts';
import { share, statistic } from '../statistic-answers.ts';

/** What `GET /v1/statistics/processing-times/comparison` answers. */

const interval = { value: numberOrNull, low: numberOrNull, high: numberOrNull };

const side = z
  .object({
    received: count,
    closed: count,
    open: count,
    onTimeShare: share,
    median: z
      .object({
        unit: z.literal('h'),
        ...interval,
        n: count,
        censored: count,
        confidence: z.literal(0.95),
      })
      .check(z.describe('Of the Kaplan-Meier curve, open requests counted; null where it is not reached')),
  })
  .register(z.globalRegistry, { id: 'ComparedPeriod' });

const verdict = z
  .enum(verdicts)
  .check(
    z.describe(
      'Whether the interval leaves 0 out; `undecidable` where it is not there, or open on the side that would tell',
    ),
  );

export const comparisonRow = z
  .object({
    group: z
      .partialRecord(z.enum(kindGroupings), textOrNull)
      .check(z.describe('A value for each grouping asked for')),
    now: side,
    before: side,
    differences: z
      .object({
        onTimeShare: z.object({ ...interval, verdict, confidence: z.literal(0.95) }),
        median: z.object({ unit: z.literal('h'), ...interval, verdict, confidence: z.literal(0.95) }),
      })
      .check(z.describe('How much higher each figure is now than before')),
  })
  .register(z.globalRegistry, { id: 'ComparisonRow' });

const followed = z.object({
  from: day,
  to: day,
  asOf: z.iso.datetime().check(z.describe('Up to when its requests are followed')),
});

export const comparisonAnswer = z
  .extend(statistic(comparisonRow), {
    groupBy: z.array(z.enum(kindGroupings)),
    periods: z.object({ now: followed, before: followed }),
  })
  .register(z.globalRegistry, { id: 'Comparison' });
