import type { MotcuaEvent } from '../../events/envelope.ts';
import { type Instant, instantOf } from '../instant.ts';
import type { RequestState } from './state.ts';
import type { Version } from './stream.ts';

/**
 * What can be odd about a well-formed, authorised fact. The fact is kept all the same; the anomaly is data.
 * Each rule sees the state before the event, in the order of (time, version).
 */
const rules = {
  'closed-before-opened': {
    meaning: 'The request ended before it was submitted.',
    odd: (state, event) =>
      event.type === 'motcua.request.submitted.v1' &&
      state.received === undefined &&
      state.ended !== undefined &&
      state.ended < instantOf(event.time),
  },
  'before-submission': {
    meaning: 'Something other than an end happened to the request before it was submitted.',
    odd: (state, event) =>
      state.received === undefined && event.type !== 'motcua.request.submitted.v1' && !isEnd(event),
  },
  'submitted-twice': {
    meaning: 'The request was submitted more than once; the first submission counts.',
    odd: (state, event) => event.type === 'motcua.request.submitted.v1' && state.received !== undefined,
  },
  'accepted-twice': {
    meaning: 'The request was accepted more than once; the first acceptance counts.',
    odd: (state, event) => event.type === 'motcua.request.accepted.v1' && state.accepted !== undefined,
  },
  'ended-twice': {
    meaning: 'The request ended more than once; the first end counts.',
    odd: (state, event) => isEnd(event) && state.ended !== undefined,
  },
  'work-after-end': {
    meaning: 'The request was accepted, assigned or worked on after it had ended.',
    odd: (state, event) => isWork(event) && state.ended !== undefined && state.ended < instantOf(event.time),
  },
  'due-before-receipt': {
    meaning: 'The due date lies before the submission.',
    odd: (state, event) =>
      event.type === 'motcua.request.accepted.v1' &&
      event.data.due !== undefined &&
      state.received !== undefined &&
      instantOf(event.data.due) < state.received,
  },
  'feedback-without-invitation': {
    meaning: 'A survey was answered that nobody had sent.',
    odd: (state, event) =>
      event.type === 'motcua.feedback.given.v1' &&
      !state.surveys.some(
        ({ survey, surveyVersion, invited }) =>
          invited !== undefined && survey === event.data.survey && surveyVersion === event.data.surveyVersion,
      ),
  },
} as const satisfies Record<
  string,
  { meaning: string; odd: (state: RequestState, event: MotcuaEvent) => boolean }
>;

const isEnd = ({ type }: MotcuaEvent): boolean =>
  type === 'motcua.request.resolved.v1' || type === 'motcua.request.withdrawn.v1';

const isWork = ({ type }: MotcuaEvent): boolean =>
  type === 'motcua.request.accepted.v1' ||
  type === 'motcua.request.assigned.v1' ||
  type === 'motcua.step.completed.v1';

export type AnomalyRule = keyof typeof rules;

/** Something odd about a request's events: the rule, and the version, time and source of the event that showed it. */
export type Anomaly = {
  readonly rule: AnomalyRule;
  readonly version: Version;
  readonly at: Instant;
  readonly source: string;
};

export const anomalyRules = Object.keys(rules) as AnomalyRule[];
export const meaningOf = (rule: AnomalyRule): string => rules[rule].meaning;

/** The rules that an event breaks, given the state before it. */
export const anomaliesAt = (state: RequestState, event: MotcuaEvent): AnomalyRule[] =>
  anomalyRules.filter((rule) => rules[rule].odd(state, event));
