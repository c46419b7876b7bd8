import { createHash } from 'node:crypto';
import type { TypeName } from '../events/catalogue.ts';
import type { MotcuaEvent } from '../events/envelope.ts';
import { instant, instantOf, instantText } from '../shared/instant.ts';

/** Bytes of every event as JSON. */
export const eventBytes = 350;

const start = instantOf('2026-03-02T01:00:00Z');
const hourMs = 3_600_000;
const survey = { survey: 'sipas', surveyVersion: 1 };

/** A request's life in eight events; what goes on after that is more work on it. */
const life: readonly (readonly [TypeName, object])[] = [
  [
    'motcua.request.submitted.v1',
    {
      agency: 'H29.07',
      procedure: '1.004222',
      procedureVersion: 1,
      channel: 'online',
      applicant: { kind: 'citizen' },
    },
  ],
  ['motcua.request.accepted.v1', { due: '2026-03-20T17:00:00+07:00' }],
  ['motcua.request.assigned.v1', { unit: 'appraisal-team', official: 'official-12' }],
  ['motcua.step.completed.v1', { step: 'appraisal', unit: 'appraisal-team', official: 'official-12' }],
  ['motcua.step.completed.v1', { step: 'signing', unit: 'front-office', official: 'official-3' }],
  ['motcua.request.resolved.v1', { outcome: 'granted' }],
  ['motcua.feedback.invited.v1', { ...survey, channel: 'online' }],
  ['motcua.feedback.given.v1', { ...survey, overall: 4, courtesy: 5 }],
];
const more: (typeof life)[number] = [
  'motcua.step.completed.v1',
  { step: 'site-visit', unit: 'field-team', official: 'official-7' },
];

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').repeat(4);

/**
 * The n-th event (0 is the first) of a request, as an agency's system sends it: exactly `eventBytes` long, with an id and a
 * correlation id that do not compress.
 */
export const eventOf = (request: string, n: number): MotcuaEvent => {
  const [type, data] = life[n] ?? more;
  const hash = hashOf(`${request} ${n}`);
  const event = {
    specversion: '1.0',
    type,
    source: 'https://agency-07.example/desk',
    id: hash.slice(0, 16),
    subject: request,
    time: instantText(instant(start + n * hourMs)),
    correlationid: '',
    data,
  };
  const missing = eventBytes - JSON.stringify(event).length;
  if (missing < 1) throw new Error(`an event of ${type} is longer than ${eventBytes} bytes`);
  return { ...event, correlationid: hash.slice(16, 16 + missing) } as MotcuaEvent;
};

/** Events `from` to `until - 1` of a request. */
export const eventsOf = (request: string, from: number, until: number): MotcuaEvent[] =>
  Array.from({ length: until - from }, (_, index) => eventOf(request, from + index));
