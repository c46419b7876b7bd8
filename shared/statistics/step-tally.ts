import type { Instant } from '../instant.ts';
import { mean, quantilesOf } from './quantile.ts';
import type { Occurrence, RequestLines, StepColumns } from './step-lines.ts';
import { type StepGroup, type StepsQuestion, tellsApart } from './steps-question.ts';

/** Times in hours; quantiles by the inverted CDF. */
export type StepTime = {
  readonly unit: 'h';
  readonly n: number;
  readonly mean: number | null;
  readonly p25: number | null;
  readonly median: number | null;
  readonly p75: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
};

export type StepsRow = {
  readonly group: StepGroup;
  readonly requests: number;
  readonly completed: number;
  readonly started: number;
  readonly requestsWithRework: number;
  readonly rework: number;
  readonly service: StepTime;
  readonly waiting: StepTime;
  readonly passage: StepTime;
  readonly handovers: { readonly officials: number; readonly units: number; readonly requests: number };
  /** Null where steps or hands are told apart. */
  readonly span: StepTime | null;
  /** Null where steps are told apart: whoever holds a request holds it for all of them. */
  readonly held: {
    readonly requests: number;
    readonly hours: number;
    readonly share: number | null;
    readonly median: number | null;
  } | null;
  /** Steps of the requests that have no line; null where steps or hands are told apart. */
  readonly leftOut: number | null;
};

const hourMs = 3_600_000;

/** Of each request the last that was counted, so that each counts once: its lines come one after the other. */
type Distinct = { count: number; last: number };
const distinct = (): Distinct => ({ count: 0, last: -1 });
const countOnce = (counted: Distinct, request: number): void => {
  if (counted.last === request) return;
  counted.last = request;
  counted.count++;
};

export const emptyTally = (group: StepGroup) => ({
  group,
  requests: distinct(),
  completed: 0,
  started: 0,
  rework: 0,
  reworked: distinct(),
  service: [] as number[],
  waiting: [] as number[],
  passage: [] as number[],
  officials: 0,
  units: 0,
  handedOver: distinct(),
  span: [] as number[],
  /** How long each request was held, and how long all that were held here were open. */
  heldMs: [] as number[],
  openMs: 0,
  leftOut: 0,
});
/** What is counted of a group. */
export type Tally = ReturnType<typeof emptyTally>;

const timeOf = (milliseconds: readonly number[]): StepTime => {
  const values = Float64Array.from(milliseconds, (value) => value / hourMs);
  const average = mean(values);
  const at = quantilesOf(values);
  return {
    unit: 'h',
    n: values.length,
    mean: average,
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
  };
};

export const rowOf = (tally: Tally, question: StepsQuestion): StepsRow => {
  const { steps, hands } = tellsApart(question);
  const isOfRequests = !steps && !hands;
  const heldMs = tally.heldMs.reduce((sum, value) => sum + value, 0);
  return {
    group: tally.group,
    requests: tally.requests.count,
    completed: tally.completed,
    started: tally.started,
    requestsWithRework: tally.reworked.count,
    rework: tally.rework,
    service: timeOf(tally.service),
    waiting: timeOf(tally.waiting),
    passage: timeOf(tally.passage),
    handovers: { officials: tally.officials, units: tally.units, requests: tally.handedOver.count },
    span: isOfRequests ? timeOf(tally.span) : null,
    held: steps
      ? null
      : {
          requests: tally.heldMs.length,
          hours: heldMs / hourMs,
          share: tally.openMs > 0 ? heldMs / tally.openMs : null,
          median: timeOf(tally.heldMs).median,
        },
    leftOut: isOfRequests ? tally.leftOut : null,
  };
};

/** Counts a step, of the n-th request. */
export const addStep = (
  tally: Tally,
  { column }: StepColumns,
  occurrence: Occurrence,
  request: number,
): void => {
  const { index, isDone, before, isAgain, ready } = occurrence;
  const { started, completed, unit, officialChanged } = column;
  countOnce(tally.requests, request);
  const start = started[index] ?? Number.NaN;
  if (start >= ready) tally.waiting.push(start - ready);
  if (!isDone) {
    tally.started++;
    return;
  }
  const done = completed[index] ?? Number.NaN;
  tally.completed++;
  if (isAgain) {
    tally.rework++;
    countOnce(tally.reworked, request);
  }
  if (start <= done) tally.service.push(done - start);
  if (ready <= done) tally.passage.push(done - ready);
  if (before < 0) return;
  if (unit.codes[index] !== unit.codes[before]) tally.units++;
  if (officialChanged[index] !== 1) return;
  tally.officials++;
  countOnce(tally.handedOver, request);
};

/** Counts what is of a whole request: from its first to its last completion, and the steps that have no line. */
export const addRequest = (
  tally: Tally,
  { column: { completed, from, leftOut } }: StepColumns,
  lines: RequestLines,
  occurrences: readonly Occurrence[],
  asOf: Instant,
): void => {
  const first = occurrences.find(({ isDone }) => isDone);
  const last = occurrences.findLast(({ isDone }) => isDone);
  if (first && last) tally.span.push((completed[last.index] ?? 0) - (completed[first.index] ?? 0));
  for (let index = lines.leftOut; index < lines.holdings; index++)
    if ((from[index] ?? Number.NaN) <= asOf) tally.leftOut += leftOut[index] ?? 0;
};

/**
 * Counts how long each group held a request, and how long that was open in all.
 * @param tallyOf the group of a line; undefined where the question is not about it
 */
export const addHoldings = (
  { column: { from, until } }: StepColumns,
  { holdings, end }: RequestLines,
  asOf: Instant,
  tallyOf: (index: number) => Tally | undefined,
): void => {
  const held = new Map<Tally, number>();
  let openMs = 0;
  for (let index = holdings; index < end; index++) {
    const begin = from[index] ?? Number.NaN;
    if (!(begin <= asOf)) continue;
    const left = until[index] ?? Number.NaN;
    const time = (left <= asOf ? left : asOf) - begin;
    openMs += time;
    const tally = tallyOf(index);
    if (tally !== undefined) held.set(tally, (held.get(tally) ?? 0) + time);
  }
  for (const [tally, time] of held) {
    tally.heldMs.push(time);
    tally.openMs += openMs;
  }
};
