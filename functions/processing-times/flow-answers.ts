import * as z from 'zod/mini';
import { chartMeasures } from '../../shared/statistics/flow-chart.ts';
import { kindGroupings } from '../../shared/statistics/question.ts';
import { signalRules } from '../../shared/statistics/xmr.ts';
import { count, numberOrNull, textOrNull } from '../answers.ts';
import { day } from '../parameters.ts';
import { statistic } from '../statistic-answers.ts';

/** What `GET /v1/statistics/processing-times/flow` answers. */

const group = z
  .partialRecord(z.enum(kindGroupings), textOrNull)
  .check(z.describe('A value for each grouping asked for'));

const period = z
  .string()
  .check(z.describe('`2024-01-15`, `2024-W03`, `2024-01` or `2024`, as asked by `by`'));

export const flowRow = z
  .object({
    group,
    period,
    from: day,
    to: day,
    partial: z.boolean().check(z.describe('Whether `from`, `to` or `as-of` cut the period')),
    received: count,
    reopened: count,
    transferredIn: count.check(z.describe('Came, while open, from an agency outside the group')),
    transferredOut: count,
    closed: count.check(z.describe('Resolved')),
    otherEnds: count.check(z.describe('Withdrawn, stopped or refused')),
    backlogStart: count.check(z.describe('Open when the period began')),
    backlogEnd: count.check(
      z.describe('backlogStart + received + reopened + transferredIn − closed − otherEnds − transferredOut'),
    ),
  })
  .register(z.globalRegistry, { id: 'FlowRow' });

const chart = z
  .object({
    measure: z.enum(chartMeasures),
    unit: z.enum(['requests', 'h']),
    values: z.array(z.object({ period, value: z.number() })),
    n: count,
    mean: numberOrNull,
    meanMovingRange: numberOrNull,
    low: numberOrNull.check(z.describe('Lower natural process limit; null with fewer than six values')),
    high: numberOrNull,
    movingRangeHigh: numberOrNull,
    signals: z.array(
      z.object({
        rule: z.enum(signalRules),
        side: z.nullable(z.enum(['above', 'below'])),
        first: period,
        last: period,
      }),
    ),
    leftOut: z.array(z.object({ period, because: z.enum(['partial', 'no-cases']) })),
  })
  .register(z.globalRegistry, { id: 'FlowChart', description: 'XmR chart of one measure over the periods' });

const littlesLaw = z
  .object({
    days: z.number(),
    meanOpen: numberOrNull.check(z.describe('L, requests open on average')),
    arrivals: count,
    arrivalsPerDay: numberOrNull.check(z.describe('λ')),
    timeInSystem: z
      .object({ unit: z.literal('h'), n: count, mean: numberOrNull })
      .check(z.describe('W, of those that ceased to be open in the time')),
    expectedOpen: numberOrNull.check(z.describe('λ·W')),
    ratio: numberOrNull.check(z.describe('λ·W over L')),
    openAtStart: count,
    openAtEnd: count,
  })
  .register(z.globalRegistry, {
    id: 'LittlesLaw',
    description: 'Exact where nothing is open at the start and at the end',
  });

export const flowAnswer = z
  .extend(statistic(flowRow), {
    groupBy: z.array(z.enum(kindGroupings)),
    groups: z
      .array(z.object({ group, chart, littlesLaw }))
      .check(z.describe('Each group over the whole time; not in CSV')),
  })
  .register(z.globalRegistry, { id: 'Flow' });
