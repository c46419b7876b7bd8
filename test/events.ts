import type { TypeName } from '../events/catalogue.ts';
import { type Instant, instant, instantOf } from '../shared/instant.ts';
import type { Surroundings } from '../shared/surroundings.ts';

/** Events as an agency sends them, and the world around a test. */

export const source = 'https://agency.example/desk';
export const sender = { client: 'tests' };

type Attributes = {
  readonly id: string;
  readonly subject: string;
  readonly time: string;
  readonly source?: string;
  readonly expectedversion?: number;
};

/** An event as JSON, before any check: what a stranger sends. */
export const eventJson = (type: string, attributes: Attributes, data: object) => ({
  specversion: '1.0',
  type,
  source,
  ...attributes,
  data,
});

const maker =
  (type: TypeName, given: object = {}) =>
  (attributes: Attributes, data: object = {}) =>
    eventJson(type, attributes, { ...given, ...data });

export const submitted = maker('motcua.request.submitted.v1', {
  agency: 'H29.07',
  procedure: '1.004222',
  procedureVersion: 1,
  channel: 'counter',
  applicant: { kind: 'citizen' },
});
export const accepted = maker('motcua.request.accepted.v1');
export const assigned = maker('motcua.request.assigned.v1', { unit: 'desk-1' });
export const completed = maker('motcua.step.completed.v1', { step: 'appraisal' });
export const resolved = maker('motcua.request.resolved.v1', { outcome: 'granted' });
export const withdrawn = maker('motcua.request.withdrawn.v1');
export const forwarded = maker('motcua.request.forwarded.v1', { to: 'H29.12' });
export const reopened = maker('motcua.request.reopened.v1', { reason: 'upheld' });
export const retracted = maker('motcua.event.retracted.v1', { reason: 'by mistake' });
export const invited = maker('motcua.feedback.invited.v1', {
  survey: 'sipas',
  surveyVersion: 1,
  channel: 'online',
});
export const given = maker('motcua.feedback.given.v1', { survey: 'sipas', surveyVersion: 1, overall: 4 });

/** A clock that moves only when told, or when something sleeps. */
export const fakeClock = (start = '2026-11-24T03:00:00Z') => {
  let at: Instant = instantOf(start);
  const advance = (milliseconds: number): Instant => {
    at = instant(at + milliseconds);
    return at;
  };
  const slept: number[] = [];
  const surroundings: Surroundings = {
    now: () => at,
    random: () => 0.5,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      advance(milliseconds);
      return Promise.resolve();
    },
  };
  return { ...surroundings, surroundings, advance, slept };
};
