import type * as z from 'zod/mini';
import { apologyIssued } from './apology-issued.ts';
import { complaintAnswered } from './complaint-answered.ts';
import { complaintFiled } from './complaint-filed.ts';
import { deadlineExtended } from './deadline-extended.ts';
import { eventRetracted } from './event-retracted.ts';
import { feedbackGiven } from './feedback-given.ts';
import { feedbackInvited } from './feedback-invited.ts';
import { paymentMade } from './payment-made.ts';
import { paymentRequested } from './payment-requested.ts';
import { personalDataErased } from './personal-data-erased.ts';
import { requestAccepted } from './request-accepted.ts';
import { requestAssigned } from './request-assigned.ts';
import { requestForwarded } from './request-forwarded.ts';
import { requestRefused } from './request-refused.ts';
import { requestReopened } from './request-reopened.ts';
import { requestResolved } from './request-resolved.ts';
import { requestResumed } from './request-resumed.ts';
import { requestStopped } from './request-stopped.ts';
import { requestSubmitted } from './request-submitted.ts';
import { requestSuspended } from './request-suspended.ts';
import { requestWithdrawn } from './request-withdrawn.ts';
import { resultDelivered } from './result-delivered.ts';
import { stepCompleted } from './step-completed.ts';
import { stepStarted } from './step-started.ts';
import { supplementProvided } from './supplement-provided.ts';
import { supplementRequested } from './supplement-requested.ts';

/**
 * Every event type, in the order a request usually meets them. Adding one here makes
 * the outline, and every fold that must care, fail to compile.
 */
export const eventTypes = [
  requestSubmitted,
  requestAccepted,
  requestRefused,
  requestAssigned,
  stepStarted,
  stepCompleted,
  supplementRequested,
  supplementProvided,
  paymentRequested,
  paymentMade,
  requestSuspended,
  requestResumed,
  deadlineExtended,
  apologyIssued,
  requestForwarded,
  requestResolved,
  resultDelivered,
  requestWithdrawn,
  requestStopped,
  requestReopened,
  feedbackInvited,
  feedbackGiven,
  complaintFiled,
  complaintAnswered,
  eventRetracted,
  personalDataErased,
] as const;

type Known = (typeof eventTypes)[number];
export type TypeName = Known['type'];

/** The `type` and parsed `data` of an event: a union closed over the catalogue. */
export type TypedData = {
  [T in Known as T['type']]: { type: T['type']; data: z.output<T['data']> };
}[TypeName];

const byType: ReadonlyMap<string, Known> = new Map(eventTypes.map((known) => [known.type, known]));

/** The definition of a type, or undefined when the hub does not know it. */
export const findEventType = (type: string): Known | undefined => byType.get(type);
