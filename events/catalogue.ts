import type * as z from 'zod/mini';
import { feedbackGiven } from './feedback-given.ts';
import { feedbackInvited } from './feedback-invited.ts';
import { requestAccepted } from './request-accepted.ts';
import { requestAssigned } from './request-assigned.ts';
import { requestResolved } from './request-resolved.ts';
import { requestSubmitted } from './request-submitted.ts';
import { requestWithdrawn } from './request-withdrawn.ts';
import { stepCompleted } from './step-completed.ts';

/**
 * Every event type, in the order a request usually meets them. Adding one here makes
 * the outline, and every fold that must care, fail to compile.
 */
export const eventTypes = [
  requestSubmitted,
  requestAccepted,
  requestAssigned,
  stepCompleted,
  requestResolved,
  requestWithdrawn,
  feedbackInvited,
  feedbackGiven,
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
