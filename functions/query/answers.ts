import * as z from 'zod';
import { envelope, type MotcuaEvent } from '../../events/envelope.ts';
import { requestId } from '../../events/fields.ts';
import { anomalyRules } from '../../shared/request/anomalies.ts';
import { groupings } from '../../shared/statistics/question.ts';

/** What the API answers, as schemas: the source of the OpenAPI document, and of the handlers' types. */

const instantOrNull = z.iso.datetime().nullable();
const count = z.int().min(0);
const textOrNull = z.string().nullable();

export const problemAnswer = z
  .looseObject({
    type: z.string().describe('A stable URI of the kind of problem'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'A problem document (RFC 9457)' });

export const eventsAnswer = z
  .object({
    results: z
      .array(
        z.discriminatedUnion('status', [
          z.object({ status: z.enum(['appended', 'duplicate']), version: z.int().min(1) }),
          z.object({ status: z.literal('rejected'), problem: problemAnswer }),
        ]),
      )
      .describe('One for each event, in the order sent'),
  })
  .meta({ id: 'EventResults' });

export const requestAnswer = z
  .object({
    id: requestId,
    version: z.int().min(1),
    status: z.enum(['unsubmitted', 'submitted', 'accepted', 'in-progress', 'resolved', 'withdrawn']),
    agency: textOrNull.describe('The agency that has the request now'),
    unit: textOrNull,
    official: textOrNull,
    procedure: textOrNull,
    procedureVersion: z.int().nullable(),
    channel: textOrNull,
    received: instantOrNull,
    accepted: instantOrNull,
    due: instantOrNull,
    overdue: z.boolean(),
    ended: instantOrNull,
    outcome: textOrNull,
    clocks: z.object({ elapsed: z.object({ seconds: z.number(), running: z.boolean() }).nullable() }),
    anomalies: z.array(z.object({ rule: z.enum(anomalyRules), meaning: z.string(), version: z.int() })),
  })
  .meta({ id: 'Request' });

/** The envelope's schema, with the type that its `data` has once a type's schema has checked it. */
const storedEvent = envelope as unknown as z.ZodType<MotcuaEvent, MotcuaEvent>;

export const requestEventsAnswer = z
  .object({
    request: requestId,
    version: z.int().min(1),
    events: z.array(z.object({ version: z.int().min(1), recordedAt: z.iso.datetime(), event: storedEvent })),
    next: textOrNull.describe('Path of the next page, null on the last'),
  })
  .meta({ id: 'RequestEvents' });

const group = z.partialRecord(z.enum(groupings), textOrNull).describe('A value for each grouping asked for');

const share = z
  .object({
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    n: count,
    confidence: z.literal(0.95),
  })
  .meta({ id: 'Share', description: 'A share with its 95% Wilson interval; null where n is 0' });

export const processingTimesRow = z
  .object({
    group,
    received: count,
    closed: count,
    open: count,
    withdrawn: count,
    carriedOver: count
      .nullable()
      .describe('Open when the period began; null without a `from` before `as-of`, or grouped by time'),
    onTime: count,
    late: count,
    overdue: count,
    onTimeShare: share,
    onTimeShareAll: share,
    duration: z.object({
      unit: z.literal('h'),
      n: count,
      mean: z.number().nullable(),
      p25: z.number().nullable(),
      median: z.number().nullable(),
      p75: z.number().nullable(),
      p90: z.number().nullable(),
      p95: z.number().nullable(),
    }),
    anomalies: z.object({ closedBeforeOpened: count }),
  })
  .meta({ id: 'ProcessingTimesRow' });

export const satisfactionRow = z
  .object({
    group,
    survey: textOrNull,
    surveyVersion: z.int().nullable(),
    offered: count,
    responded: count,
    responseRate: z.number().nullable(),
    scores: z.object({ 1: count, 2: count, 3: count, 4: count, 5: count }),
    satisfiedShare: share,
    mean: z.number().nullable(),
    linear: z.number().nullable(),
  })
  .meta({ id: 'SatisfactionRow' });

const statistic = <R extends z.ZodType>(row: R) =>
  z.object({
    asOf: z.iso.datetime().describe('The instant the answer holds for'),
    projection: z.object({ name: z.string(), version: z.int(), lagSeconds: z.number().nullable() }),
    definitions: z.record(z.string(), z.string()).describe('The definition and version of each measure'),
    filters: z.record(z.string(), z.unknown()),
    groupBy: z.array(z.enum(groupings)),
    rows: z.array(row),
  });

export const processingTimesAnswer = statistic(processingTimesRow).meta({ id: 'ProcessingTimes' });
export const satisfactionAnswer = statistic(satisfactionRow).meta({ id: 'Satisfaction' });

export const healthAnswer = z
  .object({
    status: z.enum(['ok', 'degraded']),
    build: z.string(),
    projections: z.array(
      z.object({
        name: z.string(),
        version: z.int().describe('The projection version of the rows that answer'),
        generation: z.int().describe('Raised by every rebuild'),
        lagSeconds: z.number().nullable().describe('From append to row, for the last batch projected'),
        waiting: count.describe('Messages not projected yet, about'),
        deadLetters: count,
        reconciled: z
          .object({ finishedAt: z.iso.datetime(), repaired: count })
          .nullable()
          .describe('The last sweep over the whole log, and the rows that it found missing or behind'),
        rebuild: z
          .object({
            generation: z.int(),
            version: z.int(),
            startedAt: z.iso.datetime(),
            phase: z.enum(['filling', 'checking', 'compacting']),
          })
          .nullable()
          .describe('The generation that is being built'),
      }),
    ),
  })
  .meta({ id: 'Health' });

export const catalogueAnswer = z
  .object({
    events: z.array(
      z.object({
        type: z.string(),
        meaning: z.string(),
        effect: z.string(),
        personal: z.array(z.string()).describe('Paths in data that never leave the log'),
        schema: z.record(z.string(), z.unknown()).describe('JSON Schema of data'),
        example: z.unknown(),
      }),
    ),
    measures: z.record(z.string(), z.record(z.string(), z.string())),
  })
  .meta({ id: 'Catalogue' });
