/** The columns by which every statistic selects and groups; `received` first, since segments are sorted by it. */
export const dimensions = {
  received: 'instant',
  ended: 'instant',
  procedure: 'code',
  channel: 'code',
} as const;
export type Dimensions = typeof dimensions;
