import { type Periods, type PeriodUnit, periodIndex, periodsHolding, utcDayOf } from '../calendar/periods.ts';
import { type Instant, instant } from '../instant.ts';
import type { Codes, Columns, Schema } from '../segment/column.ts';
import type { Dimensions } from '../segment/dimensions.ts';
import { placeOn } from './places.ts';
import { type Group, type Grouping, hasOnePeriod, isPeriod, type Question } from './question.ts';
import { mostGroups, requireFew } from './too-much.ts';

type Placed<S extends Schema> = S & Dimensions;
export type Block<S extends Schema> = {
  readonly agency: string;
  readonly columns: Columns<Placed<S>>;
  /** Whether a line stood closed when a period began, though its end is later or has not come; left out where none did. */
  readonly wasClosedAt?: (index: number, at: Instant) => boolean;
};

/** From when to when an agency had the request of a line, where a projection says so. */
type Held = { readonly came?: Float64Array; readonly left?: Float64Array };

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
  /** The lines that belong to the cohort. */
  readonly members: Uint32Array;
  /** Those that were open when the period began; none, where the question has no one period. */
  readonly carriedOver: number[];
};

const selectionOf = <S extends Schema>(block: Block<S>, question: Question): Selection => {
  const { count, column } = block.columns;
  const { received, ended, procedure, channel } = column;
  const { came, left } = column as Held;
  const { wasClosedAt = () => false } = block;
  const instants = clockOf(block, question);
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, asOf } = question;
  const anyProcedure = question.procedure === undefined;
  const anyChannel = question.channel === undefined;
  const procedureCode = anyProcedure ? -1 : procedure.values.indexOf(question.procedure);
  const channelCode = anyChannel ? -1 : channel.values.indexOf(question.channel);
  const onePeriod = hasOnePeriod(question);
  const members = new Uint32Array(count);
  const carriedOver: number[] = [];
  let m = 0;
  for (let i = 0; i < count; i++) {
    // NaN, an end that has not come, fails every comparison.
    const receipt = received[i] ?? Number.NaN;
    if (!(receipt <= asOf)) continue;
    if (came !== undefined && (came[i] ?? Number.NaN) > asOf) continue;
    if (left !== undefined && (left[i] ?? Number.NaN) <= asOf) continue;
    if (!anyProcedure && procedure.codes[i] !== procedureCode) continue;
    if (!anyChannel && channel.codes[i] !== channelCode) continue;
    const at = instants[i] ?? Number.NaN;
    if (at >= from && at < until && at <= asOf) members[m++] = i;
    if (onePeriod && receipt < from && !((ended[i] ?? Number.NaN) < from) && !wasClosedAt(i, instant(from)))
      carriedOver.push(i);
  }
  return { members: members.subarray(0, m), carriedOver };
};

/** The periods in which something of the cohort lies, computed once for all blocks. */
const calendarOf = <S extends Schema>(
  blocks: readonly Block<S>[],
  unit: PeriodUnit,
  question: Question,
): Periods => {
  const days = new Set<number>();
  let last = Number.NaN;
  for (const block of blocks) {
    const instants = clockOf(block, question);
    for (const index of selectionOf(block, question).members) {
      const day = utcDayOf(instants[index] ?? Number.NaN);
      if (day === last) continue;
      days.add(day);
      last = day;
    }
  }
  return periodsHolding(unit, days, question.zone);
};

/** Lines by the group they belong to. */
const byGroup = (
  lines: Uint32Array | number[],
  axes: readonly Axis[],
): ReadonlyMap<number | string, ArrayLike<number>> => {
  const wide = axes.filter(({ size }) => size > 1);
  if (lines.length === 0) return new Map();
  if (wide.length === 0) return new Map([[0, lines]]);
  const placeAt = placeOn(wide);
  const groups = new Map<number | string, number[]>();
  for (const index of lines) {
    const key = placeAt(index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  return groups;
};

/**
 * Walks every line of the cohort, once, with the tally of its group.
 * @param add is called with some lines of one block and group, and with the block
 * @param carry is called with how many lines of a group, members of the cohort or not, were open when the period began
 * @returns the groups found, in the order of their names
 * @throws TooMuch where there are more than `mostGroups`
 */
export const tally = <S extends Schema, T>(
  blocks: readonly Block<S>[],
  question: Question,
  create: () => T,
  add: (tally: T, column: Columns<Placed<S>>['column'], lines: ArrayLike<number>, block: Block<S>) => void,
  carry?: (tally: T, count: number) => void,
): { group: Group; tally: T }[] => {
  const calendars = new Map(
    question.groupBy.filter(isPeriod).map((unit) => [unit as Grouping, calendarOf(blocks, unit, question)]),
  );
  const groups = new Map<string, { group: Group; tally: T }>();
  for (const block of blocks) {
    const { column } = block.columns;
    const axes = question.groupBy.map((grouping): Axis => {
      const calendar = calendars.get(grouping);
      if (calendar) return periodAxis(calendar, clockOf(block, question));
      if (grouping === 'procedure' || grouping === 'channel') return codeAxis(column[grouping]);
      return { size: 1, at: () => 0, label: () => block.agency };
    });
    const tallyOf = (lines: ArrayLike<number>): T => {
      const index = lines[0] ?? 0;
      const group = Object.fromEntries(
        question.groupBy.map((name, axis) => [name, axes[axis]?.label(axes[axis].at(index)) ?? null]),
      );
      const text = JSON.stringify(Object.values(group));
      const entry = groups.get(text) ?? { group, tally: create() };
      groups.set(text, entry);
      requireFew(groups.size, mostGroups, 'groups');
      return entry.tally;
    };
    const { members, carriedOver } = selectionOf(block, question);
    for (const lines of byGroup(members, axes).values()) add(tallyOf(lines), column, lines, block);
    if (carry) for (const lines of byGroup(carriedOver, axes).values()) carry(tallyOf(lines), lines.length);
  }
  // Without a grouping there is one group, also when it is empty.
  if (question.groupBy.length === 0 && groups.size === 0) groups.set('[]', { group: {}, tally: create() });
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
};
