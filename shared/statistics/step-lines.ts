import type { LineKind, StepsSchema } from '../projections/steps.ts';
import type { Columns } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';

/** The columns of the projection `steps`, in which the lines of a request follow each other. */
export type StepColumns = Columns<StepsSchema & Dimensions>;

/** The lines of one request: from `first` up to, not including, `end`. */
export type RequestLines = { readonly first: number; readonly end: number };

/** The lines, request by request. */
export const requestLines = ({ count, column: { nth } }: StepColumns): RequestLines[] => {
  const requests: RequestLines[] = [];
  let first = 0;
  for (let end = 1; end <= count; end++)
    if (end === count || nth[end] === 1) {
      requests.push({ first, end });
      first = end;
    }
  return requests;
};

/** Whether a line is of a kind. */
export const isKind = ({ column: { kind } }: StepColumns, wanted: LineKind): ((index: number) => boolean) => {
  const code = kind.values.indexOf(wanted);
  return (index) => kind.codes[index] === code;
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
  columns: StepColumns,
  { first, end }: RequestLines,
  asOf: number,
): Occurrence[] => {
  const { received, accepted, step, started, completed } = columns.column;
  const isStep = isKind(columns, 'step');
  const begun = (started: number): number =>
    [accepted[first], received[first]].find((at = Number.NaN) => at <= started) ?? Number.NaN;
  /** The last line that was completed by an instant, other than one. */
  const lastBy = (at: number, other: number): number => {
    for (let index = end - 1; index >= first; index--)
      if (index !== other && (completed[index] ?? Number.NaN) <= at) return index;
    return -1;
  };
  const occurrences: Occurrence[] = [];
  const seen = new Set<number>();
  let lastDone = -1;
  for (let index = first; index < end; index++) {
    if (!isStep(index)) continue;
    const start = started[index] ?? Number.NaN;
    const done = completed[index] ?? Number.NaN;
    const isDone = done <= asOf;
    if (!isDone && !(start <= asOf)) continue;
    const isStartKnown = !Number.isNaN(start);
    const readyAfter = isStartKnown ? lastBy(start, index) : lastDone;
    const code = step.codes[index] ?? 0;
    occurrences.push({
      index,
      isDone,
      before: isDone ? lastDone : readyAfter,
      isAgain: seen.has(code),
      ready: (readyAfter < 0 ? undefined : completed[readyAfter]) ?? begun(isStartKnown ? start : done),
    });
    if (!isDone) continue;
    seen.add(code);
    lastDone = index;
  }
  return occurrences;
};

/** Whether a request had been given to a unit, or to another agency than at first, by an instant. */
export const wasGivenOn = (columns: StepColumns, { first, end }: RequestLines, asOf: number): boolean => {
  const { from, unit, holder } = columns.column;
  const isHolding = isKind(columns, 'holding');
  let before: number | undefined;
  for (let index = first; index < end; index++) {
    if (!isHolding(index) || !((from[index] ?? Number.NaN) <= asOf)) continue;
    before ??= holder.codes[index];
    if (unit.codes[index] !== 0 || holder.codes[index] !== before) return true;
  }
  return false;
};
