import { type Instant, instant } from '../instant.ts';
import { decodeList, instantIn } from '../projections/list.ts';
import type { ProcessingTimesSchema } from '../projections/processing-times.ts';
import type { Codes } from '../segment/column.ts';
import type { Block } from './cohort.ts';

export type ProcessingTimesBlock = Block<ProcessingTimesSchema>;

/** A time between an end and the reopening that undid it. Milliseconds since 1970. */
export type Closure = { readonly ended: Instant; readonly reopened: Instant; readonly outcome: string };

/** A time in which the office waited; `until` is NaN where it goes on. Milliseconds since 1970. */
export type Pause = { readonly from: Instant; readonly until: Instant };

/** The lists in a column of texts, read once for each text; most lines share the empty one. */
const listsOf = <T>(
  { codes, values }: Codes,
  received: Float64Array,
  read: (received: number, entry: readonly string[]) => T,
): ((index: number) => readonly T[]) => {
  const none: readonly T[] = [];
  const entries = values.map(decodeList);
  return (index) => {
    const code = codes[index] ?? 0;
    return code === 0 ? none : (entries[code] ?? []).map((entry) => read(received[index] ?? 0, entry));
  };
};

/** The ends of a line that were undone by an instant. */
export const closuresOf = (
  { columns: { column } }: ProcessingTimesBlock,
  asOf: Instant,
): ((index: number) => readonly Closure[]) => {
  const all = everyClosureOf(column.closures, column.received);
  return (index) => all(index).filter(({ reopened }) => reopened <= asOf);
};

const everyClosureOf = (closures: Codes, received: Float64Array): ((index: number) => readonly Closure[]) =>
  listsOf(closures, received, (from, [ended, reopened, outcome = '']) => ({
    ended: instant(instantIn(from, ended)),
    reopened: instant(instantIn(from, reopened)),
    outcome,
  }));

/** The times in which the office waited, as far as known today: what begins or ends later than asked must be cut. */
export const pausesOf = ({
  columns: { column },
}: ProcessingTimesBlock): ((index: number) => readonly Pause[]) =>
  listsOf(column.pauses, column.received, (received, [from, until]) => ({
    from: instant(instantIn(received, from)),
    until: instant(instantIn(received, until)),
  }));

const duesOf = (dues: Codes, received: Float64Array) =>
  listsOf(dues, received, (from, [at, due]) => ({ at: instantIn(from, at), due: instantIn(from, due) }));

/** What differs from the columns as they are, for lines whose request was reopened: how they had ended by then. */
const withClosures = (
  { codes, values }: Codes,
  ended: Float64Array,
  closures: (index: number) => readonly Closure[],
  asOf: Instant,
): Codes => {
  const names = [...values];
  const known = Uint32Array.from(codes);
  for (let index = 0; index < ended.length; index++) {
    const closure = closures(index).find((one) => one.ended <= asOf && asOf < one.reopened);
    if (closure === undefined) continue;
    ended[index] = closure.ended;
    if (!names.includes(closure.outcome)) names.push(closure.outcome);
    known[index] = names.indexOf(closure.outcome);
  }
  return { codes: known, values: names };
};

/**
 * A block as it was known at an instant: `ended` and `due` are NaN where a line had not ended by then or had no due date,
 * and the outcome is that of the end it had then, also where it was undone since. What is known is known today: a fact that came in
 * late is known as of when it happened.
 */
export const asKnown = (block: ProcessingTimesBlock, asOf: Instant): ProcessingTimesBlock => {
  const { count, column } = block.columns;
  const { received } = column;
  const ended = new Float64Array(count);
  const due = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const end = column.ended[i] ?? Number.NaN;
    ended[i] = end <= asOf ? end : Number.NaN;
    due[i] = (column.accepted[i] ?? Number.NaN) <= asOf ? (column.due[i] ?? Number.NaN) : Number.NaN;
  }
  if (column.dues.values.length > 1) {
    const dues = duesOf(column.dues, received);
    for (let i = 0; i < count; i++) {
      const known = dues(i);
      if (known.length > 0) due[i] = known.findLast(({ at }) => at <= asOf)?.due ?? Number.NaN;
    }
  }
  if (column.closures.values.length === 1)
    return { ...block, columns: { count, column: { ...column, ended, due } } };

  const closures = everyClosureOf(column.closures, received);
  const outcome = withClosures(column.outcome, ended, closures, asOf);
  return {
    ...block,
    columns: { count, column: { ...column, ended, due, outcome } },
    wasClosedAt: (index, at) => closures(index).some((one) => one.ended < at && at <= one.reopened),
  };
};
