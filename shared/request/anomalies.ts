import type { MotcuaEvent } from '../../events/envelope.ts';
import type { Instant } from '../instant.ts';
import type { DoorRule } from './noted.ts';
import { course } from './rules/course.ts';
import type { FoldRules } from './rules/rule.ts';
import { timeLimits } from './rules/time-limits.ts';
import { voices } from './rules/voices.ts';
import type { RequestState } from './state.ts';
import type { Version } from './stream.ts';

/*
 * What can be odd about a well-formed, authorised fact. The fact is kept all the same; the anomaly is data. The same
 * set of events has the same anomalies in whatever order they arrived, but for what is noted at the door.
 */

/** Each sees the states before and after the event, in the order of the fold. */
const foldRules = { ...course, ...timeLimits, ...voices } as const satisfies FoldRules;

/** Retractions are held against the whole stream: see retraction.ts. */
const retractionRules = {
  'retraction-without-event': { meaning: 'An event was retracted that the stream does not hold.' },
  'retraction-of-retraction': { meaning: 'A retraction was retracted; it stays in force.' },
  'retraction-of-erasure': {
    meaning: 'An erasure of personal data was retracted; they are not shown again.',
  },
} as const;

/** Noted when the event comes in: these hang on what had arrived, and on what was registered, by then. */
const notedRules = {
  'out-of-order': { meaning: 'The event came in after one that happened later.' },
  'unknown-agency': { meaning: 'An agency was named that was not registered for that time.' },
  'unknown-procedure': { meaning: 'A procedure, or a version of one, was named that was not registered.' },
} as const satisfies Record<DoorRule, { meaning: string }>;

const rules = { ...foldRules, ...retractionRules, ...notedRules };

export type AnomalyRule = keyof typeof rules;

/** Something odd about a request’s events: the rule, and the event that showed it. */
export type Anomaly = {
  readonly rule: AnomalyRule;
  readonly version: Version;
  /** When the event happened. */
  readonly at: Instant;
  /** Who sent the event. */
  readonly source: string;
};

export const anomalyRules = Object.keys(rules) as AnomalyRule[];
export const meaningOf = (rule: AnomalyRule): string => rules[rule].meaning;
/** Whether a rule hangs on the order of arrival, or on what was registered then. */
export const isNotedAtDoor = (rule: AnomalyRule): rule is DoorRule => Object.hasOwn(notedRules, rule);

const seenInFold = Object.keys(foldRules) as (keyof typeof foldRules)[];

/** The rules that an event breaks, given the states before and after it. */
export const anomaliesAt = (state: RequestState, event: MotcuaEvent, after: RequestState): AnomalyRule[] =>
  seenInFold.filter((rule) => foldRules[rule].odd(state, event, after));
