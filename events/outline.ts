import type { eventTypes } from './catalogue.ts';
import type { EventType } from './event-type.ts';

type Outline<T extends readonly EventType[]> = {
  readonly [N in keyof T]: readonly [type: T[N]['type'], personal: T[N]['personal']];
};

/**
 * The catalogue in outline: the types in their order, each with its personal paths. The compiler holds it to the
 * catalogue; it stands here so that what only folds or forwards events starts without the schemas and their library.
 */
export const outline: Outline<typeof eventTypes> = [
  ['motcua.request.submitted.v1', ['applicant.reference', 'personal', 'location']],
  ['motcua.request.accepted.v1', []],
  ['motcua.request.assigned.v1', []],
  ['motcua.step.completed.v1', []],
  ['motcua.request.resolved.v1', []],
  ['motcua.request.withdrawn.v1', ['reason']],
  ['motcua.feedback.invited.v1', []],
  ['motcua.feedback.given.v1', ['comment']],
];
