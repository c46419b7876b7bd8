import { asKnown, type ProcessingTimesBlock } from './as-known.ts';
import type { Clock } from './clock.ts';
import { tally } from './cohort.ts';
import { cumulativeIncidence } from './competing-risks.ts';
import type { Group, Question } from './question.ts';
import { emptySample, numbersIn, reserve, type Sample } from './sample.ts';
import { countBelow, countUpTo, merged, sortDurations } from './sorting.ts';
import { bandOf, kaplanMeier } from './survival.ts';
import { requireFew } from './too-much.ts';

/** What each figure of the answer means, by name and version; see docs/measures.md. */
export const survivalCurveDefinitions = {
  survival: 'survival-kaplan-meier/1',
  resolved: 'cumulative-incidence/1',
  withdrawn: 'cumulative-incidence/1',
  stopped: 'cumulative-incidence/1',
  refused: 'cumulative-incidence/1',
  open: 'cumulative-incidence/1',
} as const;

/** More steps than these are not told of a group. */
export const mostPoints = 1_000;
/** Fewer say too little of the shape of a curve. */
const fewestPoints = 25;
/** The points that all groups share. */
export const mostPointsInAll = 20_000;

const hourMs = 3_600_000;

const ways = ['resolved', 'withdrawn', 'stopped', 'refused'] as const;
type Way = (typeof ways)[number];
type Fate = Way | 'open';

const wayOf = (outcome: string | null): Way => ways.find((way) => way === outcome) ?? 'resolved';

/** What is known at a time after the receipt, in hours; null where nobody was followed for so long. */
export type CurvePoint = {
  readonly at: number;
  /** Followed for at least so long, and not ended before. */
  readonly atRisk: number;
  readonly survival: number | null;
  readonly low: number | null;
  readonly high: number | null;
} & Readonly<Record<Fate, number | null>>;

export type CurveRow = {
  readonly group: Group;
  readonly unit: 'h';
  readonly n: number;
  /** Whether there are more steps than are told. */
  readonly thinned: boolean;
  readonly points: CurvePoint[];
};

const unknown = { resolved: null, withdrawn: null, stopped: null, refused: null, open: null } as const;

/** What a group comes to by any time, in milliseconds. */
const pointsOf = (times: Readonly<Record<Fate, Float64Array>>) => {
  const { open, ...ends } = times;
  const { resolved, ...otherwise } = ends;
  const all = merged(Object.values(times));
  const curve = kaplanMeier(resolved, merged([open, ...Object.values(otherwise)]));
  const incidence = cumulativeIncidence(ends, open);
  const last = all.at(-1) ?? -1;
  return (time: number): CurvePoint => {
    const step = curve.after(countUpTo(resolved, time));
    const shares = incidence(time);
    // After the last one nothing is known, but where none was left.
    const isFollowed = time <= last;
    const isKnown = isFollowed || step.survival === 0;
    return {
      at: time / hourMs,
      atRisk: all.length - countBelow(all, time),
      survival: isKnown ? step.survival : null,
      ...(isKnown ? bandOf(step) : { low: null, high: null }),
      ...(isFollowed || shares.open === 0 ? shares : unknown),
    };
  };
};

/** As many of each group as leave all of them room. */
const pointsEach = (groups: number): number =>
  Math.min(mostPoints, Math.max(fewestPoints, Math.floor(mostPointsInAll / groups)));

/** Evenly chosen ones of more than can be told, among them the first and the last. */
const thin = (times: readonly number[], most: number): readonly number[] =>
  times.length <= most
    ? times
    : Array.from(
        { length: most },
        (_, index) => times[Math.round((index * (times.length - 1)) / (most - 1))] ?? 0,
      );

const sorted = (sample: Sample): Float64Array => sortDurations(numbersIn(sample));

const emptyTally = (): Record<Fate, Sample> => ({
  resolved: emptySample(),
  withdrawn: emptySample(),
  stopped: emptySample(),
  refused: emptySample(),
  open: emptySample(),
});

/**
 * The survival of a cohort over time, with its competing risks, as known of the question's instant. Exact; pure.
 * @param clockOf what durations are counted on
 * @param at milliseconds on that clock; where they are left out, those of the start and of every end
 * @throws TooMuch where there are more points than `mostPointsInAll`
 */
export const survivalCurveAnswer = (
  blocks: readonly ProcessingTimesBlock[],
  question: Question,
  clockOf: Clock,
  at?: readonly number[],
): CurveRow[] => {
  const { asOf } = question;
  const known = blocks.map((block) => asKnown(block, asOf));
  const clocks = new Map(known.map((block) => [block, clockOf(block, asOf)]));
  const groups = tally(known, question, emptyTally, (sum, column, lines, block) => {
    const clock = clocks.get(block) ?? clockOf(block, asOf);
    const { received, ended, outcome } = column;
    const fates = outcome.values.map(wayOf);
    for (let i = 0; i < lines.length; i++) {
      const index = lines[i] ?? 0;
      const end = ended[index] ?? Number.NaN;
      const fate = Number.isNaN(end) ? 'open' : (fates[outcome.codes[index] ?? 0] ?? 'resolved');
      const sample = sum[fate];
      // What ended before it was received took no time.
      const took = end < (received[index] ?? Number.NaN) ? 0 : clock(index);
      reserve(sample, 1)[sample.count++] = took;
    }
  });
  let count = 0;
  return groups.map(({ group, tally: sum }) => {
    const times = {
      resolved: sorted(sum.resolved),
      withdrawn: sorted(sum.withdrawn),
      stopped: sorted(sum.stopped),
      refused: sorted(sum.refused),
      open: sorted(sum.open),
    };
    const { open, ...ends } = times;
    const ended = merged(Object.values(ends));
    const steps = at ?? [...new Set([0, ...ended])];
    const told = at ?? thin(steps, pointsEach(groups.length));
    count += told.length;
    requireFew(count, mostPointsInAll, 'points');
    return {
      group,
      unit: 'h',
      n: open.length + ended.length,
      thinned: told.length < steps.length,
      points: told.map(pointsOf(times)),
    };
  });
};
