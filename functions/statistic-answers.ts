import * as z from 'zod/mini';
import { groupings } from '../shared/statistics/question.ts';
import { count, numberOrNull, projection, textOrNull } from './answers.ts';

/** What the answers of every statistic are made of. */

export const group = z
  .partialRecord(z.enum(groupings), textOrNull)
  .check(z.describe('A value for each grouping asked for'));

export const share = z
  .object({
    value: numberOrNull,
    low: numberOrNull,
    high: numberOrNull,
    n: count,
    confidence: z.literal(0.95),
  })
  .register(z.globalRegistry, {
    id: 'Share',
    description: 'A share with its 95% Wilson interval; null where n is 0',
  });

export const statistic = <R extends z.ZodMiniType>(row: R) =>
  z.object({
    asOf: z.iso.datetime().check(z.describe('The instant the answer holds for')),
    projection,
    definitions: z
      .record(z.string(), z.string())
      .check(z.describe('The definition and version of each measure')),
    filters: z.record(z.string(), z.unknown()),
    groupBy: z.array(z.enum(groupings)),
    rows: z.array(row),
  });
