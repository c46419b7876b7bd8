import { type Periods, type PeriodUnit, periodIndex, periodsBetween } from '../calendar/periods.ts';
import { instant } from '../instant.ts';
import type { Codes, Columns, Schema } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { type Group, type Grouping, hasOnePeriod, isPeriod, type Question } from './question.ts';

type Placed<S extends Schema> = S & Dimensions;
export type Block<S extends Schema> = { readonly agency: string; readonly columns: Columns<Placed<S>> };

/** A dimension of one block: a small number for each line, and what each number is called. */
type Axis = {
  readonly size: number;
  readonly at: (index: number) => number;
  readonly label: (at: number) => string | null;
};

const codeAxis = ({ codes, values }: Codes): Axis => ({
  size: values.length,
  at: (index) => codes[index] ?? 0,
  label: (code) => values[code] ?? null,
});

const periodAxis = ({ starts, labels }: Periods, instants: Float64Array): Axis => ({
  size: labels.length,
  at: (index) => periodIndex(starts, instants[index] ?? 0),
  label: (period) => labels[period] ?? null,
});

/** The instants that place a line in time: its receipt, or its end for the closed cohort. */
const clockOf = <S extends Schema>({ columns }: Block<S>, { cohort }: Question): Float64Array =>
  cohort === 'received' ? columns.column.received : columns.column.ended;

type Selection = {
  /** Whether a line belongs to the cohort. */
  readonly isMember: (index: number) => boolean;
  /** Whether it was open when the period began; never, where the question has no one period. */
  readonly isCarriedOver: (index: number) => boolean;
};

const selectionOf = <S extends Schema>(block: Block<S>, question: Question): Selection => {
  const { received, ended, procedure, channel } = block.columns.column;
  const instants = clockOf(block, question);
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, asOf } = question;
  const procedureCode = question.procedure === undefined ? -1 : procedure.values.indexOf(question.procedure);
  const channelCode = question.channel === undefined ? -1 : channel.values.indexOf(question.channel);
  // NaN, an end that has not come, fails every comparison.
  const isKnown = (index: number): boolean =>
    (received[index] ?? Number.NaN) <= asOf &&
    (question.procedure === undefined || procedure.codes[index] === procedureCode) &&
    (question.channel === undefined || channel.codes[index] === channelCode);
  const onePeriod = hasOnePeriod(question);
  return {
    isMember: (index) => {
      const at = instants[index] ?? Number.NaN;
      return at >= from && at < until && at <= asOf && isKnown(index);
    },
    isCarriedOver: (index) =>
      onePeriod &&
      (received[index] ?? Number.NaN) < from &&
      !((ended[index] ?? Number.NaN) < from) &&
      isKnown(index),
  };
};

/** The calendar that covers the cohort, computed once for all blocks. */
const calendarOf = <S extends Schema>(
  blocks: readonly Block<S>[],
  unit: PeriodUnit,
  question: Question,
): Periods => {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const block of blocks) {
    const { isMember } = selectionOf(block, question);
    for (const [index, at] of clockOf(block, question).entries()) {
      if (!isMember(index)) continue;
      if (at < first) first = at;
      if (at > last) last = at;
    }
  }
  return first > last
    ? { starts: new Float64Array(), labels: [] }
    : periodsBetween(unit, instant(first), instant(last), question.zone);
};

/**
 * Walks every line of the cohort, once, with the tally of its group.
 * @param carry is called for each line that was open when the period began, a member of the cohort or not
 * @returns the groups found, in the order of their names
 */
export const tally = <S extends Schema, T>(
  blocks: readonly Block<S>[],
  question: Question,
  create: () => T,
  add: (tally: T, column: Columns<Placed<S>>['column'], index: number) => void,
  carry?: (tally: T) => void,
): { group: Group; tally: T }[] => {
  const calendars = new Map(
    question.groupBy.filter(isPeriod).map((unit) => [unit as Grouping, calendarOf(blocks, unit, question)]),
  );
  const groups = new Map<string, { group: Group; tally: T }>();
  for (const block of blocks) {
    const { column, count } = block.columns;
    const { isMember, isCarriedOver } = selectionOf(block, question);
    const axes = question.groupBy.map((grouping): Axis => {
      const calendar = calendars.get(grouping);
      if (calendar) return periodAxis(calendar, clockOf(block, question));
      if (grouping === 'procedure' || grouping === 'channel') return codeAxis(column[grouping]);
      return { size: 1, at: () => 0, label: () => block.agency };
    });
    const found = new Map<number, T>();
    for (let index = 0; index < count; index++) {
      const member = isMember(index);
      const carried = carry !== undefined && isCarriedOver(index);
      if (!member && !carried) continue;
      let key = 0;
      for (const axis of axes) key = key * axis.size + axis.at(index);
      let known = found.get(key);
      if (known === undefined) {
        const group = Object.fromEntries(
          question.groupBy.map((name, axis) => [name, axes[axis]?.label(axes[axis].at(index)) ?? null]),
        );
        const text = JSON.stringify(Object.values(group));
        const entry = groups.get(text) ?? { group, tally: create() };
        groups.set(text, entry);
        known = entry.tally;
        found.set(key, known);
      }
      if (member) add(known, column, index);
      if (carried) carry(known);
    }
  }
  // Without a grouping there is one group, also when it is empty.
  if (question.groupBy.length === 0 && groups.size === 0) groups.set('[]', { group: {}, tally: create() });
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
};
