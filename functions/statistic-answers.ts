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

/** What an answer that is no JSON states of itself. */
export const statedHeaders = z.object({
  'motcua-as-of': z.optional(z.iso.datetime()).check(z.describe('Of CSV and workbooks: `asOf`')),
  'motcua-definitions': z.optional(z.string()).check(
    z.meta({
      description: 'Of CSV and workbooks: `definitions`',
      examples: ['received=received/1, onTimeShare=on-time-share/1'],
    }),
  ),
  'motcua-projection': z.optional(z.string()).check(
    z.meta({
      description: 'Of CSV and workbooks: name and version of `projection`',
      examples: ['processing-times/6'],
    }),
  ),
  'motcua-lag-seconds': z.optional(z.string()).check(
    z.meta({
      description: 'Of CSV and workbooks: `projection.lagSeconds`; not there where that is null',
      examples: ['0.4'],
    }),
  ),
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
