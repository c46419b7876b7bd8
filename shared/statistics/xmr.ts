/** With fewer values than this a chart has a mean and no limits. */
export const fewestValues = 6;

/** Factors of Wheeler for moving ranges of two: 3/d₂ and D₄. */
const perLimit = 2.66;
const perRange = 3.267;

export const signalRules = [
  'beyond-limits',
  'run-of-eight',
  'three-of-four-near-limit',
  'moving-range',
] as const;
export type SignalRule = (typeof signalRules)[number];

/** Values, from the first to the last by their index, that chance alone rarely gives. */
export type Signal = {
  readonly rule: SignalRule;
  readonly first: number;
  readonly last: number;
  /** On which side of the mean; null of a moving range, which has none. */
  readonly side: 'above' | 'below' | null;
};

export type Xmr = {
  readonly n: number;
  readonly mean: number | null;
  readonly meanMovingRange: number | null;
  /** Natural process limits; null, as the limit of the ranges is, where there are fewer than `fewestValues`. */
  readonly low: number | null;
  readonly high: number | null;
  readonly movingRangeHigh: number | null;
  readonly signals: readonly Signal[];
};

type Stretch = { readonly first: number; readonly last: number };

/** The longest stretches of values that have a property, if so many follow each other. */
const runsOf = (count: number, atLeast: number, has: (index: number) => boolean): Stretch[] => {
  const runs: Stretch[] = [];
  let first = 0;
  for (let index = 0; index <= count; index++) {
    if (index < count && has(index)) continue;
    if (index - first >= atLeast) runs.push({ first, last: index - 1 });
    first = index + 1;
  }
  return runs;
};

/** Stretches in which three of any four values that follow each other have a property, from one that has to one that has. */
const threesOfFour = (count: number, has: (index: number) => boolean): Stretch[] => {
  const isThree = (start: number) => [0, 1, 2, 3].filter((more) => has(start + more)).length >= 3;
  return runsOf(count - 3, 1, isThree).map(({ first, last }) => ({
    first: has(first) ? first : first + 1,
    last: has(last + 3) ? last + 3 : last + 2,
  }));
};

/**
 * The chart of individual values and moving ranges (Wheeler, Understanding Variation, 1993/2000): the natural process
 * limits are the mean ± 2.66 times the mean moving range, and a moving range is too large above 3.267 times it. Signals
 * come in the order of the rules, then of the values.
 */
export const xmr = (values: readonly number[]): Xmr => {
  const n = values.length;
  const average = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const ranges = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? Number.NaN)));
  const meanMovingRange = n < 2 ? null : average(ranges);
  // Where all are the same so is their mean, whatever adding them up makes of it.
  const mean = n === 0 ? null : meanMovingRange === 0 ? (values[0] ?? null) : average(values);
  const found = { n, mean, meanMovingRange };
  if (n < fewestValues || mean === null || meanMovingRange === null)
    return { ...found, low: null, high: null, movingRangeHigh: null, signals: [] };

  const reach = perLimit * meanMovingRange;
  const movingRangeHigh = perRange * meanMovingRange;
  const at = (index: number) => values[index] ?? Number.NaN;
  const onBothSides = (
    rule: SignalRule,
    find: (distance: (index: number) => number) => Stretch[],
  ): Signal[] =>
    [
      ...find((index) => at(index) - mean).map((stretch) => ({ rule, ...stretch, side: 'above' as const })),
      ...find((index) => mean - at(index)).map((stretch) => ({ rule, ...stretch, side: 'below' as const })),
    ].sort((a, b) => a.first - b.first);
  const single = (index: number) => ({ first: index, last: index });
  const signals: Signal[] = [
    ...onBothSides('beyond-limits', (distance) =>
      values.flatMap((_value, index) => (distance(index) > reach ? [single(index)] : [])),
    ),
    ...onBothSides('run-of-eight', (distance) => runsOf(n, 8, (index) => distance(index) > 0)),
    ...onBothSides('three-of-four-near-limit', (distance) =>
      threesOfFour(n, (index) => distance(index) > reach / 2),
    ),
    ...ranges.flatMap((range, index) =>
      range > movingRangeHigh
        ? [{ rule: 'moving-range' as const, first: index, last: index + 1, side: null }]
        : [],
    ),
  ];
  return { ...found, low: mean - reach, high: mean + reach, movingRangeHigh, signals };
};
