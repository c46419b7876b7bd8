/** What DynamoDB leaves open, and this model therefore asks: the past, the page, the part left undone. */
export type Freedom = {
  readonly now: () => number;
  /** How far behind a read without strong consistency is, in milliseconds. */
  readonly lagMs: () => number;
  /** The most items a page holds. */
  readonly pageSize: () => number;
  /** Whether one part of a batch is left undone this time. */
  readonly leavesOut: () => boolean;
};

/** Everything at once, whole and now. */
export const noFreedom: Freedom = {
  now: () => Number.POSITIVE_INFINITY,
  lagMs: () => 0,
  pageSize: () => Number.POSITIVE_INFINITY,
  leavesOut: () => false,
};
