import * as z from 'zod/mini';
import { envelope, type MotcuaEvent } from '../../events/envelope.ts';
import { requestId } from '../../events/fields.ts';
import { type Status, statuses } from '../../events/status.ts';
import { anomalyRules } from '../../shared/request/anomalies.ts';
import { count, projection, textOrNull, version } from '../answers.ts';

/** What the API answers of requests, as schemas. */

const instantOrNull = z.nullable(z.iso.datetime());
const numberOrNull = z.nullable(z.int());
export const statusNames = Object.keys(statuses) as [Status, ...Status[]];
const said = z.optional(z.string());
const pauseKind = z.enum(['supplement', 'payment', 'suspension']);

/** What both the list and the request itself show. */
const listed = {
  id: requestId,
  version,
  status: z.enum(statusNames),
  nationalStatus: numberOrNull.check(z.describe('The status of Vietnam’s national portal, 1 to 10')),
  agency: textOrNull.check(z.describe('The agency that has the request now')),
  unit: textOrNull,
  official: textOrNull,
  procedure: textOrNull,
  channel: textOrNull,
  received: instantOrNull,
  accepted: instantOrNull,
  due: instantOrNull,
  overdue: z.boolean().check(z.describe('Not ended, and past its due date now')),
  ended: instantOrNull,
  outcome: textOrNull,
};

export const listedRequest = z.object(listed).register(z.globalRegistry, {
  id: 'ListedRequest',
  description: 'Where a request stands, as a line of the work list',
});

export const workListAnswer = z.object({
  asOf: z.iso.datetime().check(z.describe('The instant by which `overdue` was judged')),
  projection,
  requests: z.array(listedRequest),
  next: textOrNull.check(z.describe('Path of the next page, with its cursor; null on the last')),
});

const clock = z
  .object({ seconds: z.number(), running: z.boolean() })
  .register(z.globalRegistry, { id: 'Clock' });
const clockOrNull = z.nullable(clock);

export const requestAnswer = z
  .object({
    ...listed,
    open311Status: z
      .nullable(z.enum(['open', 'closed']))
      .check(z.describe('The status of Open311 GeoReport v2')),
    procedureVersion: numberOrNull,
    participants: z
      .array(z.string())
      .check(z.describe('The agencies that received the request or had it, the first one first')),
    waitingFor: z.array(pauseKind).check(z.describe('What the office waits for now')),
    pauses: z.array(z.object({ kind: pauseKind, from: z.iso.datetime(), until: instantOrNull })),
    delivered: instantOrNull,
    extensions: count.check(z.describe('How often the due date was moved')),
    apologies: z.array(
      z.object({ ground: z.enum(['late', 'error']), at: z.iso.datetime(), promised: instantOrNull }),
    ),
    closures: z
      .array(z.object({ ended: z.iso.datetime(), reopened: z.iso.datetime() }))
      .check(z.describe('The times between an end and the reopening that undid it')),
    complaints: z.array(
      z.object({
        complaint: z.string(),
        ground: textOrNull,
        filed: instantOrNull,
        due: instantOrNull,
        answered: instantOrNull,
      }),
    ),
    clocks: z
      .object({
        elapsed: clockOrNull.check(z.describe('From submission to end, without closures')),
        working: clockOrNull.check(
          z.describe('Working hours from acceptance (or submission without one) to end, without closures'),
        ),
        accountable: clockOrNull.check(z.describe('`working` without the time in which the office waited')),
        paused: clockOrNull.check(
          z.describe('How long the office waited, for the applicant or on a legal ground'),
        ),
      })
      .check(z.describe('As of now; null before submission')),
    anomalies: z.array(z.object({ rule: z.enum(anomalyRules), meaning: z.string(), version: z.int() })),
    applicant: z
      .optional(z.object({ kind: textOrNull, reference: textOrNull }))
      .check(z.describe('Personal: only for tokens with the scope `personal:read` that take part')),
    personal: z
      .optional(z.nullable(z.object({ name: said, phone: said, email: said, address: said })))
      .check(z.describe('Personal: what was sent of it')),
    location: z
      .optional(z.nullable(z.object({ latitude: z.number(), longitude: z.number() })))
      .check(z.describe('Personal: where the service is asked for')),
  })
  .register(z.globalRegistry, { id: 'Request' });

/** The envelope's schema, with the type that its `data` has once a type's schema has checked it. */
const storedEvent = envelope as unknown as z.ZodMiniType<MotcuaEvent, MotcuaEvent>;

export const recordedEvent = z
  .object({ version, recordedAt: z.iso.datetime(), event: storedEvent })
  .register(z.globalRegistry, { id: 'RecordedEvent', description: 'An event as it is stored' });

export const requestEventsAnswer = z.object({
  request: requestId,
  version,
  events: z.array(recordedEvent),
  next: textOrNull.check(z.describe('Path of the next page, null on the last')),
});
