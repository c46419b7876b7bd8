import * as z from 'zod/mini';
import { count, numberOrNull } from '../answers.ts';

const limits = z
  .object({ low: numberOrNull, high: numberOrNull })
  .check(z.describe('When the limits of the curve’s 95% band come down to the same share'));

export const survival = z
  .object({
    unit: z.literal('h'),
    n: count,
    events: count.check(z.describe('Resolved by `as-of`')),
    censored: count.check(z.describe('Open at `as-of`, or ended otherwise: withdrawn, stopped, refused')),
    median: numberOrNull,
    p75: numberOrNull,
    p90: numberOrNull,
    intervals: z.object({ median: limits, p75: limits, p90: limits }),
    confidence: z.literal(0.95),
  })
  .register(z.globalRegistry, {
    id: 'Survival',
    description:
      'How long requests take, the open ones counted (Kaplan-Meier); null where the curve does not reach it, and for `cohort=closed`',
  });
