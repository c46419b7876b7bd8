import * as z from 'zod/mini';
import { count, numberOrNull, textOrNull, version } from '../answers.ts';
import { group, share, statistic } from '../statistic-answers.ts';

/** What the API answers, as schemas: the source of the OpenAPI document, and of the handlers' types. */

export const problemAnswer = z
  .looseObject({
    type: z.string().check(z.describe('A stable URI of the kind of problem')),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.optional(z.array(z.object({ field: z.string(), detail: z.string() }))),
  })
  .register(z.globalRegistry, { id: 'Problem', description: 'A problem document (RFC 9457)' });

export const eventsAnswer = z
  .object({
    results: z
      .array(
        z.discriminatedUnion('status', [
          z.object({ status: z.enum(['appended', 'duplicate']), version: version }),
          z.object({ status: z.literal('rejected'), problem: problemAnswer }),
        ]),
      )
      .check(z.describe('One for each event, in the order sent')),
  })
  .register(z.globalRegistry, { id: 'EventResults' });

export const satisfactionRow = z
  .object({
    group,
    survey: textOrNull,
    surveyVersion: z.nullable(z.int()),
    offered: count,
    responded: count,
    responseRate: numberOrNull,
    scores: z.object({ 1: count, 2: count, 3: count, 4: count, 5: count }),
    satisfiedShare: share,
    mean: numberOrNull,
    linear: numberOrNull,
  })
  .register(z.globalRegistry, { id: 'SatisfactionRow' });

export const satisfactionAnswer = statistic(satisfactionRow).register(z.globalRegistry, {
  id: 'Satisfaction',
});

export const healthAnswer = z
  .object({
    status: z.enum(['ok', 'degraded']),
    build: z.string(),
    projections: z.array(
      z.object({
        name: z.string(),
        version: z.int().check(z.describe('The projection version of the rows that answer')),
        generation: z.int().check(z.describe('Raised by every rebuild')),
        lagSeconds: numberOrNull.check(z.describe('From append to row, for the last batch projected')),
        waiting: count.check(z.describe('Messages not projected yet, about')),
        deadLetters: count,
        reconciled: z
          .nullable(z.object({ finishedAt: z.iso.datetime(), repaired: count }))
          .check(
            z.describe('The last sweep over the whole log, and the rows that it found missing or behind'),
          ),
        rebuild: z
          .nullable(
            z.object({
              generation: z.int(),
              version: z.int(),
              startedAt: z.iso.datetime(),
              phase: z.enum(['filling', 'checking', 'compacting']),
            }),
          )
          .check(z.describe('The generation that is being built')),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'Health' });

export const catalogueAnswer = z
  .object({
    events: z.array(
      z.object({
        type: z.string(),
        meaning: z.string(),
        effect: z.string(),
        personal: z.array(z.string()).check(z.describe('Paths in data that never leave the log')),
        schema: z.record(z.string(), z.unknown()).check(z.describe('JSON Schema of data')),
        example: z.unknown(),
      }),
    ),
    former: z
      .array(
        z.object({
          type: z.string(),
          readAs: z.string().check(z.describe('The version that it is read as')),
          schema: z.record(z.string(), z.unknown()).check(z.describe('JSON Schema of data')),
          example: z.unknown(),
        }),
      )
      .check(z.describe('Versions that have a successor; they are taken as ever')),
    registry: z
      .array(
        z.object({
          kind: z.string(),
          type: z.string(),
          meaning: z.string(),
          schema: z.record(z.string(), z.unknown()).check(z.describe('JSON Schema of an entry')),
          example: z.unknown(),
        }),
      )
      .check(z.describe('What operators register with PUT /v1/registry/{kind}')),
    measures: z.record(z.string(), z.record(z.string(), z.string())),
  })
  .register(z.globalRegistry, { id: 'Catalogue' });
