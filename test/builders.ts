import * as fc from 'fast-check';
import type { TypedData, TypeName } from '../events/catalogue.ts';
import type { MotcuaEvent } from '../events/envelope.ts';
import { instant, instantOf, instantText } from '../shared/instant.ts';
import { type Recorder, type Stream, version } from '../shared/request/stream.ts';
import { eventsOf, happenings, typeOf } from './histories.ts';

/** Parsed events of one request, told in minutes after 08:00 UTC of Monday 15 January 2024. */

const request = 'R-1';
const desk = 'https://desk.example';
export const start = instantOf('2024-01-15T08:00:00Z');
export const at = (minute: number) => instant(start + minute * 60_000);

type DataOf<T extends TypeName> = Extract<TypedData, { type: T }>['data'];
type Attributes = Partial<Omit<MotcuaEvent, 'type' | 'data'>>;

const maker =
  <T extends TypeName>(type: T, defaults: DataOf<T>) =>
  (minute: number, data: Partial<DataOf<T>> = {}, attributes: Attributes = {}): MotcuaEvent =>
    ({
      specversion: '1.0',
      type,
      source: desk,
      id: `${type} ${minute}`,
      subject: request,
      time: instantText(at(minute)),
      ...attributes,
      data: { ...defaults, ...data },
    }) as MotcuaEvent;

const survey = { survey: 'sipas', surveyVersion: 1 };
export const submitted = maker('motcua.request.submitted.v1', {
  agency: 'H29.07',
  procedure: 'permit',
  procedureVersion: 1,
  channel: 'counter',
  applicant: { kind: 'citizen' },
});
export const accepted = maker('motcua.request.accepted.v1', {});
export const assigned = maker('motcua.request.assigned.v1', { unit: 'desk-1' });
export const completed = maker('motcua.step.completed.v1', { step: 'appraisal' });
export const resolved = maker('motcua.request.resolved.v1', { outcome: 'granted' });
export const withdrawn = maker('motcua.request.withdrawn.v1', {});
export const invited = maker('motcua.feedback.invited.v1', { ...survey, channel: 'online' });
export const answered = maker('motcua.feedback.given.v1', { ...survey, overall: 4 });

export const refused = maker('motcua.request.refused.v1', { reason: 'not ours' });
export const started = maker('motcua.step.started.v1', { step: 'appraisal' });
export const supplementRequested = maker('motcua.supplement.requested.v1', { missing: 'a map' });
export const supplementProvided = maker('motcua.supplement.provided.v1', {});
export const paymentRequested = maker('motcua.payment.requested.v1', { amount: 150_000, currency: 'VND' });
export const paymentMade = maker('motcua.payment.made.v1', {
  amount: 150_000,
  currency: 'VND',
  method: 'online',
});
export const suspended = maker('motcua.request.suspended.v1', { ground: 'Decree 61/2018' });
export const resumed = maker('motcua.request.resumed.v1', {});
export const extended = maker('motcua.deadline.extended.v1', {
  due: instantText(at(10_000)),
  reason: 'measured again',
});
export const forwarded = maker('motcua.request.forwarded.v1', { to: 'H29.12' });
export const delivered = maker('motcua.result.delivered.v1', { method: 'counter' });
export const stopped = maker('motcua.request.stopped.v1', { reason: 'no answer' });
export const reopened = maker('motcua.request.reopened.v1', { reason: 'upheld' });
export const complained = maker('motcua.complaint.filed.v1', { complaint: 'c-1', ground: 'delay' });
export const complaintAnswered = maker('motcua.complaint.answered.v1', { complaint: 'c-1' });
export const erased = maker('motcua.personal-data.erased.v1', { subject: 'c-81' });

/** Takes an event back, in the name of its own source. */
export const retracted = (minute: number, target: MotcuaEvent, attributes: Attributes = {}): MotcuaEvent =>
  maker('motcua.event.retracted.v1', { id: target.id, reason: 'by mistake' })(
    minute,
    target.source === (attributes.source ?? desk) ? {} : { source: target.source },
    { id: `retracts ${target.id}`, ...attributes },
  );

/** A stream of events in the order they arrived. */
export const streamOf = (
  events: readonly MotcuaEvent[],
  recordedBy: Recorder = { client: 'desk' },
): Stream => ({
  request,
  version: version(events.length),
  events: events.map((event, index) => ({
    event,
    version: version(index + 1),
    recordedAt: at(10_000 + index),
    recordedBy,
  })),
});

const moment = fc.integer({ min: 0, max: 120 });
const told = fc.record({
  subject: fc.constant(request),
  time: moment.map((minute) => instantText(at(minute))),
  happening: happenings(fc.integer({ min: -60, max: 600 }).map((minute) => instantText(at(minute)))),
});

/** Events of every type within two hours, so that many share an instant; also several of one type. */
export const anyEventsWithTies: fc.Arbitrary<MotcuaEvent[]> = fc
  .array(told, { maxLength: 14, size: 'max' })
  .map(eventsOf);

/** No two of one type at the same instant, which alone would leave order to arrival. */
export const anyEvents: fc.Arbitrary<MotcuaEvent[]> = fc
  .uniqueArray(told, {
    maxLength: 14,
    size: 'max',
    selector: ({ happening, time }) => `${typeOf(happening)} ${time}`,
  })
  .map(eventsOf);
