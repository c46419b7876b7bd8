/** What can be odd about an event by what is recorded and registered at the moment it comes in; noted in this order. */
export const doorRules = ['out-of-order', 'unknown-agency', 'unknown-procedure'] as const;
export type DoorRule = (typeof doorRules)[number];

/**
 * What the hub judged of an event when it came in. It is recorded with the event, so that the state stays a pure
 * function of the log whatever is registered later.
 */
export type Noted = {
  readonly findings?: readonly DoorRule[];
  /** When the request is due, counted in working days; with whichever of submission and acceptance came in last. */
  readonly due?: string;
};
