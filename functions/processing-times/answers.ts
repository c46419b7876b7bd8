import * as z from 'zod/mini';
import { count, numberOrNull } from '../answers.ts';
import { group, share, statistic } from '../statistic-answers.ts';
import { pauseShare, punctuality } from './on-time-answers.ts';
import { survival } from './survival-answers.ts';

export const processingTimesRow = z
  .object({
    group,
    received: count,
    closed: count,
    open: count,
    withdrawn: count,
    stopped: count,
    refused: count,
    carriedOver: z
      .nullable(count)
      .check(
        z.describe('Open when the period began; null without a `from` before `as-of`, or grouped by time'),
      ),
    onTime: count,
    late: count,
    overdue: count,
    onTimeShare: share,
    onTimeShareAll: share,
    ...punctuality,
    duration: z.object({
      unit: z.literal('h'),
      n: count,
      mean: numberOrNull,
      p25: numberOrNull,
      median: numberOrNull,
      p75: numberOrNull,
      p90: numberOrNull,
      p95: numberOrNull,
    }),
    pauseShare,
    survival: z.nullable(survival),
    anomalies: z.object({ closedBeforeOpened: count }),
  })
  .register(z.globalRegistry, { id: 'ProcessingTimesRow' });

export const processingTimesAnswer = statistic(processingTimesRow).register(z.globalRegistry, {
  id: 'ProcessingTimes',
});
