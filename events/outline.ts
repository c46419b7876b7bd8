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
  ['motcua.request.refused.v1', ['reason']],
  ['motcua.request.assigned.v1', []],
  ['motcua.step.started.v1', []],
  ['motcua.step.completed.v1', []],
  ['motcua.supplement.requested.v1', ['missing']],
  ['motcua.supplement.provided.v1', ['provided']],
  ['motcua.payment.requested.v1', []],
  ['motcua.payment.made.v1', []],
  ['motcua.request.suspended.v1', []],
  ['motcua.request.resumed.v1', []],
  ['motcua.deadline.extended.v1', ['reason']],
  ['motcua.apology.issued.v1', []],
  ['motcua.request.forwarded.v1', ['reason']],
  ['motcua.request.resolved.v1', []],
  ['motcua.result.delivered.v1', []],
  ['motcua.request.withdrawn.v1', ['reason']],
  ['motcua.request.stopped.v1', ['reason']],
  ['motcua.request.reopened.v1', ['reason']],
  ['motcua.feedback.invited.v1', []],
  ['motcua.feedback.given.v1', ['comment']],
  ['motcua.complaint.filed.v1', []],
  ['motcua.complaint.answered.v1', []],
  ['motcua.event.retracted.v1', ['reason']],
  ['motcua.personal-data.erased.v1', ['subject']],
];
