import type { LineKind, StepsSchema } from '../projections/steps.ts';
import type { Columns } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';

/** The columns of the projection `steps`, in which the lines of a request follow each other. */
export type StepColumns = Columns<StepsSchema & Dimensions>;

/**
 * Where the lines of one request are: its steps from `first` on, then, from `leftOut`, what is said of steps without a
 * line, and from `holdings` up to, not including, `end` who held it.
 */
export type RequestLines = {
  readonly first: number;
  readonly leftOut: number;
  readonly holdings: number;
  readonly end: number;
};

/** The lines, request by request. */
export const requestLines = ({ count, column: { nth, kind } }: StepColumns): RequestLines[] => {
  const [step, holding] = (['step', 'holding'] satisfies LineKind[]).map((name) => kind.values.indexOf(name));
  const requests: RequestLines[] = [];
  let first = 0;
  for (let end = 1; end <= count; end++) {
    if (end < count && nth[end] !== 1) continue;
    let leftOut = first;
    while (leftOut < end && kind.codes[leftOut] === step) leftOut++;
    let holdings = leftOut;
    while (holdings < end && kind.codes[holdings] !== holding) holdings++;
    requests.push({ first, leftOut, holdings, end });
    first = end;
  }
  return requests;
};

/** A step of a request as it was known at an instant. */
export type Occurrence = {
  /** Its line. */
  readonly index: number;
  /** Completed by then; otherwise it was begun and went on. */
  readonly isDone: boolean;
  /** The line of the step before: completed before this one was, or where this one goes on, before it began; -1 of the first. */
  readonly before: number;
  /** The same step was completed before in the request. */
  readonly isAgain: boolean;
  /** When it could have been begun; NaN where that is not known. */
  readonly ready: number;
};

/**
 * The steps of a request that had begun or been completed by an instant, as they were known then.
 * `ready` is the last completion of another step at or before the start of this one (its completion, where no start is
 * known), else the acceptance, else the receipt, where these are not later.
 */
export const occurrencesOf = (
  { column }: StepColumns,
  { first, leftOut: end }: RequestLines,
  asOf: number,
): Occurrence[] => {
  const { step, started, completed } = column;
  const accepted = column.accepted[first] ?? Number.NaN;
  const received = column.received[first] ?? Number.NaN;
  /** The last line that was completed by an instant, other than one. */
  const lastBy = (at: number, other: number): number => {
    for (let index = end - 1; index >= first; index--)
      if (index !== other && (completed[index] ?? Number.NaN) <= at) return index;
    return -1;
  };
  const occurrences: Occurrence[] = [];
  const seen: number[] = [];
  let lastDone = -1;
  for (let index = first; index < end; index++) {
    const start = started[index] ?? Number.NaN;
    const done = completed[index] ?? Number.NaN;
    const isDone = done <= asOf;
    if (!isDone && !(start <= asOf)) continue;
    const isStartKnown = !Number.isNaN(start);
    const begin = isStartKnown ? start : done;
    const readyAfter = isStartKnown ? lastBy(start, index) : lastDone;
    const fromStart = accepted <= begin ? accepted : received <= begin ? received : Number.NaN;
    const code = step.codes[index] ?? 0;
    occurrences.push({
      index,
      isDone,
      before: isDone ? lastDone : readyAfter,
      isAgain: seen.includes(code),
      ready: readyAfter < 0 ? fromStart : (completed[readyAfter] ?? Number.NaN),
    });
    if (!isDone) continue;
    seen.push(code);
    lastDone = index;
  }
  return occurrences;
};

/** Whether a request had been given to a unit, or to another agency than at first, by an instant. */
export const wasGivenOn = (
  { column: { from, unit, holder } }: StepColumns,
  { holdings, end }: RequestLines,
  asOf: number,
): boolean => {
  for (let index = holdings; index < end && (from[index] ?? Number.NaN) <= asOf; index++)
    if (unit.codes[index] !== 0 || holder.codes[index] !== holder.codes[holdings]) return true;
  return false;
};
