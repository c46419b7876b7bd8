import * as z from 'zod/mini';
import { stepGroupings } from '../../shared/statistics/steps-question.ts';
import { count, numberOrNull, textOrNull } from '../answers.ts';
import { statistic } from '../statistic-answers.ts';

const stepTime = z
  .object({
    unit: z.literal('h'),
    n: count,
    mean: numberOrNull,
    p25: numberOrNull,
    median: numberOrNull,
    p75: numberOrNull,
    p90: numberOrNull,
    p95: numberOrNull,
  })
  .register(z.globalRegistry, { id: 'StepTime', description: 'Times in hours; null where n is 0' });

export const stepsRow = z
  .object({
    group: z
      .partialRecord(z.enum(stepGroupings), textOrNull)
      .check(z.describe('A value for each grouping asked for; null where there is none')),
    requests: count.check(z.describe('How many requests the steps are of')),
    completed: count.check(z.describe('Steps that were completed')),
    started: count.check(z.describe('Steps that were begun and went on')),
    requestsWithRework: count.check(z.describe('Requests in which a step was completed again')),
    rework: count.check(z.describe('Completions of a step that had been completed before in its request')),
    service: stepTime.check(z.describe('From the start of a step to its completion')),
    waiting: stepTime.check(z.describe('From when a step could be begun to its start')),
    passage: stepTime.check(z.describe('From when a step could be begun to its completion')),
    handovers: z
      .object({
        officials: count.check(z.describe('Completed by another official than the step before')),
        units: count.check(z.describe('Completed by another unit than the step before')),
        requests: count.check(z.describe('Requests that went from one official to another')),
      })
      .check(z.describe('Counted where the request was handed to')),
    span: z
      .nullable(stepTime)
      .check(
        z.describe(
          'From the first to the last completion of a request; null where steps or units are told apart',
        ),
      ),
    held: z
      .nullable(
        z.object({
          requests: count.check(z.describe('Requests that were in these hands')),
          hours: z.number().check(z.describe('How long, all together')),
          share: numberOrNull.check(z.describe('Of the time for which these requests were open')),
          median: numberOrNull.check(z.describe('Hours for which one was in these hands')),
        }),
      )
      .check(z.describe('Who held the requests; null where steps are told apart')),
    leftOut: z
      .nullable(count)
      .check(
        z.describe(
          'Steps beyond the 250th of a request, which are not counted; null where steps or units are told apart',
        ),
      ),
  })
  .register(z.globalRegistry, { id: 'StepsRow' });

export const stepsAnswer = z
  .extend(statistic(stepsRow), { groupBy: z.array(z.enum(stepGroupings)) })
  .register(z.globalRegistry, { id: 'Steps' });
