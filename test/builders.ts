import * as fc from 'fast-check';
import type { TypedData, TypeName } from '../events/catalogue.ts';
import type { MotcuaEvent } from '../events/envelope.ts';
import { factors } from '../events/feedback-given.ts';
import { instant, instantOf, instantText } from '../shared/instant.ts';
import { type Recorder, type Stream, version } from '../shared/request/stream.ts';

/** Parsed events of one request, told in minutes after 08:00 UTC of Monday 15 January 2024. */

const request = 'R-1';
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
      source: 'https://desk.example',
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

const score = fc.integer({ min: 1, max: 5 });
const surveyOf = {
  survey: fc.constantFrom('sipas', 'street'),
  surveyVersion: fc.integer({ min: 1, max: 2 }),
};
const optional = <T>(arbitrary: fc.Arbitrary<T>, name: string) =>
  fc.option(arbitrary).map((value) => (value === null ? {} : { [name]: value }));

/** Any event of the catalogue within two hours, so that many share an instant. */
export const anyEvent: fc.Arbitrary<MotcuaEvent> = fc
  .tuple(
    fc.integer({ min: 0, max: 120 }),
    fc.oneof(
      fc
        .record({
          agency: fc.constantFrom('H29', 'H29.07', 'H29.08', 'H30'),
          channel: fc.constantFrom('counter' as const, 'online' as const),
          procedure: fc.constantFrom('permit', 'repair'),
        })
        .map((data) => (minute: number) => submitted(minute, data)),
      optional(
        fc.integer({ min: -60, max: 600 }).map((minute) => instantText(at(minute))),
        'due',
      ).map((data) => (minute: number) => accepted(minute, data)),
      fc.tuple(fc.constantFrom('desk-1', 'desk-2'), optional(fc.constantFrom('ann', 'bo'), 'official')).map(
        ([unit, official]) =>
          (minute: number) =>
            assigned(minute, { unit, ...official }),
      ),
      fc.constant((minute: number) => completed(minute)),
      fc
        .constantFrom('granted' as const, 'denied' as const)
        .map((outcome) => (minute: number) => resolved(minute, { outcome })),
      fc.constant((minute: number) => withdrawn(minute)),
      fc.record(surveyOf).map((data) => (minute: number) => invited(minute, data)),
      fc
        .tuple(
          fc.record({ ...surveyOf, overall: score }),
          optional(score, 'courtesy'),
          optional(fc.dictionary(fc.constantFrom(...factors), score), 'factors'),
        )
        .map(
          ([data, courtesy, byFactor]) =>
            (minute: number) =>
              answered(minute, { ...data, ...courtesy, ...byFactor }),
        ),
    ),
  )
  .map(([minute, make]) => make(minute));

/** Events with ids of their own; no two of one type at the same instant, which alone would leave order to arrival. */
export const anyEvents: fc.Arbitrary<MotcuaEvent[]> = fc.uniqueArray(anyEvent, {
  maxLength: 14,
  size: 'max',
  selector: ({ type, time }) => `${type} ${time}`,
});
