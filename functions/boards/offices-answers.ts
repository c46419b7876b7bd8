import * as z from 'zod/mini';
import { positions } from '../../shared/statistics/funnel.ts';
import { count, numberOrNull, textOrNull } from '../answers.ts';
import { share, statistic } from '../statistic-answers.ts';

/** What `GET /v1/statistics/processing-times/offices` answers. */

const countOrNull = z.nullable(count);
const level = z.object({
  low: numberOrNull,
  high: numberOrNull,
  fewest: countOrNull.check(z.describe('The fewest on time that are within the limits')),
  most: countOrNull.check(z.describe('The most on time that are within the limits')),
});
const limits = z.object({ p95: level, p998: level }).register(z.globalRegistry, {
  id: 'FunnelLimits',
  description: 'Between which shares, and which numbers on time, chance leaves 95% and 99.8% of offices',
});
const position = z.enum(positions);

export const officeRow = z
  .object({
    agency: z.string(),
    n: count.check(z.describe('Requests that are judged by their due date')),
    onTime: count,
    onTimeShare: share,
    limits: limits.check(z.describe('Around the target, for an office with so many requests')),
    position,
    expectedOnTime: numberOrNull.check(
      z.describe('On time, had each procedure been as punctual here as in all offices together'),
    ),
    standardisedShare: numberOrNull.check(
      z.describe('The share on time, as if its procedures were those of all'),
    ),
    ratio: z
      .object({ value: numberOrNull, low: numberOrNull, high: numberOrNull, confidence: z.literal(0.95) })
      .check(z.describe('Late over expected late; null where none is expected to be late')),
    standardisedLimits: limits.check(
      z.describe('Of the standardised share, for an office with these procedures'),
    ),
    standardisedPosition: position,
    caseMix: z
      .array(
        z.object({
          procedure: textOrNull,
          n: count,
          late: count,
          lateShareEverywhere: z.number().check(z.describe('The share late in all offices together')),
        }),
      )
      .check(z.maxLength(10), z.describe('Its commonest procedures')),
  })
  .register(z.globalRegistry, { id: 'OfficeRow' });

export const officesAnswer = z
  .extend(statistic(officeRow), {
    authority: z
      .object({
        within: textOrNull.check(z.describe('Only what this agency and those under it had; null for all')),
        n: count,
        onTime: count,
        onTimeShare: share,
      })
      .check(z.describe('All the offices that are compared, together')),
    target: numberOrNull.check(z.describe('The share on time around which `limits` lie')),
    byChance: z
      .object({ offices: count, p95: z.number(), p998: z.number() })
      .check(
        z.describe('Offices with cases, and how many of them lie beyond limits by chance alone, at most'),
      ),
    rows: z
      .array(officeRow)
      .check(
        z.describe('First those better than expected of their procedures, then the others; each by code'),
      ),
  })
  .register(z.globalRegistry, { id: 'Offices' });
