import * as z from 'zod/mini';
import { formSubjects } from '../../shared/statistics/form-ii-06a.ts';
import { count, numberOrNull, projection, textOrNull } from '../answers.ts';
import { share } from '../statistic-answers.ts';

const group = z
  .partialRecord(z.enum(formSubjects), textOrNull)
  .check(z.describe('What the row is of; null in the total, and where the requests have none'));

export const formII06aRow = z
  .object({
    group,
    name: textOrNull.check(z.describe('As registered; null where it is not')),
    total: z.boolean().check(z.describe('Whether this is the row of all others together')),
    received: z
      .object({ total: count, online: count, direct: count, carriedOver: count })
      .check(z.describe('Columns 3 = 4 + 5 + 6')),
    resolved: z
      .object({ total: count, early: count, onTime: count, late: count })
      .check(z.describe('Columns 7 = 8 + 9 + 10, however they ended')),
    inProgress: z
      .object({ total: count, withinDeadline: count, overdue: count })
      .check(z.describe('Columns 11 = 12 + 13; 3 = 7 + 11')),
    score766: z
      .object({ value: numberOrNull, points: z.number(), share })
      .check(z.describe('The progress score of Decision 766/QĐ-TTg: so many of so many points')),
  })
  .register(z.globalRegistry, { id: 'FormII06aRow' });

export const formII06aAnswer = z
  .object({
    asOf: z.iso.datetime().check(z.describe('The instant whose state the form shows')),
    projection,
    definitions: z
      .record(z.string(), z.string())
      .check(z.describe('The definition and version of each measure')),
    filters: z.record(z.string(), z.unknown()),
    groupBy: z.array(z.enum(formSubjects)),
    reporting: textOrNull.check(
      z.describe('The agency asked for, as registered, or its code; null for the whole authority'),
    ),
    rows: z.array(formII06aRow).check(z.describe('By name, the total last')),
  })
  .register(z.globalRegistry, { id: 'FormII06a' });
