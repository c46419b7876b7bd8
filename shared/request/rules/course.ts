import type { MotcuaEvent } from '../../../events/envelope.ts';
import { instantOf } from '../../instant.ts';
import type { RequestState } from '../state.ts';
import type { FoldRules } from './rule.ts';

const ends: ReadonlySet<string> = new Set([
  'motcua.request.resolved.v1',
  'motcua.request.refused.v1',
  'motcua.request.withdrawn.v1',
  'motcua.request.stopped.v1',
]);
const steps: ReadonlySet<string> = new Set(['motcua.step.started.v1', 'motcua.step.completed.v1']);
/** What an agency does to a request that is on its way, steps apart. */
const work: ReadonlySet<string> = new Set([
  'motcua.request.accepted.v1',
  'motcua.request.assigned.v1',
  'motcua.request.forwarded.v1',
  'motcua.supplement.requested.v1',
  'motcua.supplement.provided.v1',
  'motcua.payment.requested.v1',
  'motcua.request.suspended.v1',
  'motcua.request.resumed.v1',
  'motcua.deadline.extended.v1',
]);

/** What may come before a submission. Ends have a rule of their own; retractions and erasures say nothing of the request. */
const preceding: ReadonlySet<string> = new Set([
  'motcua.request.submitted.v1',
  'motcua.event.retracted.v1',
  'motcua.personal-data.erased.v1',
]);

const mayPrecede = ({ type }: MotcuaEvent): boolean => preceding.has(type) || ends.has(type);

const isAfterEnd = ({ ended }: RequestState, { time }: MotcuaEvent): boolean =>
  ended !== undefined && ended < instantOf(time);

const isResolved = ({ outcome }: RequestState): boolean =>
  outcome === 'granted' || outcome === 'denied' || outcome === 'partial' || outcome === 'done';

/** A request's course: handed in, taken on, worked on, ended. */
export const course = {
  'closed-before-opened': {
    meaning: 'The request ended before it was submitted, or without a submission.',
    odd: (state, event) => ends.has(event.type) && state.received === undefined && state.ended === undefined,
  },
  'before-submission': {
    meaning: 'Something other than an end happened to the request before it was submitted.',
    odd: (state, event) => state.received === undefined && !mayPrecede(event),
  },
  'submitted-twice': {
    meaning: 'The request was submitted more than once; the first submission counts.',
    odd: (state, event) => event.type === 'motcua.request.submitted.v1' && state.received !== undefined,
  },
  'accepted-twice': {
    meaning: 'The request was accepted more than once; the first acceptance counts.',
    odd: (state, event) => event.type === 'motcua.request.accepted.v1' && state.accepted !== undefined,
  },
  'step-before-acceptance': {
    meaning: 'A step was begun or completed before the request was accepted.',
    odd: (state, event) =>
      event.type === 'motcua.request.accepted.v1' && state.accepted === undefined && state.steps.length > 0,
  },
  'refused-after-acceptance': {
    meaning: 'The request was refused though it had been accepted.',
    odd: (state, event) => event.type === 'motcua.request.refused.v1' && state.accepted !== undefined,
  },
  'forwarded-to-itself': {
    meaning: 'The request was forwarded to the agency that had it already.',
    odd: (state, event) => event.type === 'motcua.request.forwarded.v1' && event.data.to === state.holder,
  },
  'ended-twice': {
    meaning: 'The request ended more than once without being reopened; the first end counts.',
    odd: (state, event) => ends.has(event.type) && state.ended !== undefined,
  },
  'step-after-end': {
    meaning: 'A step was begun or completed after the request had ended.',
    odd: (state, event) => steps.has(event.type) && isAfterEnd(state, event),
  },
  'work-after-end': {
    meaning: 'The request was accepted, assigned, forwarded, paused, resumed or extended after it had ended.',
    odd: (state, event) => work.has(event.type) && isAfterEnd(state, event),
  },
  'reopened-without-end': {
    meaning: 'The request was reopened though it had not ended.',
    odd: (state, event) => event.type === 'motcua.request.reopened.v1' && state.ended === undefined,
  },
  'delivered-without-result': {
    meaning: 'A result was handed over though none had been reached.',
    odd: (state, event) => event.type === 'motcua.result.delivered.v1' && !isResolved(state),
  },
  'delivered-twice': {
    meaning: 'The result was handed over more than once; the first time counts.',
    odd: (state, event) => event.type === 'motcua.result.delivered.v1' && state.delivered !== undefined,
  },
} as const satisfies FoldRules;
