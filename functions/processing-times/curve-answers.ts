import * as z from 'zod/mini';
import { count, numberOrNull } from '../answers.ts';
import { group, statistic } from '../statistic-answers.ts';

const point = z.object({
  at: z.number().check(z.minimum(0), z.describe('Hours on the chosen clock since the receipt')),
  atRisk: count.check(z.describe('Followed for at least so long, and not ended before')),
  survival: numberOrNull.check(
    z.describe('Kaplan-Meier: the share not resolved by then, if nothing else could end a request'),
  ),
  low: numberOrNull.check(z.describe('Of the 95% band of `survival`')),
  high: numberOrNull.check(z.describe('Of the 95% band of `survival`')),
  resolved: numberOrNull.check(z.describe('Aalen-Johansen: the share resolved by then')),
  withdrawn: numberOrNull,
  stopped: numberOrNull,
  refused: numberOrNull,
  open: numberOrNull.check(z.describe('What is left of 1: the share that nothing has ended by then')),
});

export const curveRow = z
  .object({
    group,
    unit: z.literal('h'),
    n: count,
    thinned: z.boolean().check(z.describe('Whether the curve has more steps than are told')),
    points: z.array(point),
  })
  .register(z.globalRegistry, { id: 'ProcessingTimesCurveRow' });

/** A row of CSV: one point. */
export const curveLine = z.extend(z.omit(curveRow, { points: true, thinned: true }), point.shape);

export const curveAnswer = statistic(curveRow).register(z.globalRegistry, { id: 'ProcessingTimesCurve' });
