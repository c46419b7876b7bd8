import { type Periods, periodIndex } from '../calendar/periods.ts';
import type { StepsSchema } from '../projections/steps.ts';
import type { Codes } from '../segment/column.ts';
import type { Block } from './cohort.ts';
import { placeOn } from './places.ts';
import type { Occurrence } from './step-lines.ts';
import { emptyTally, type Tally } from './step-tally.ts';
import type { StepGrouping } from './steps-question.ts';
import { mostGroups, requireFew } from './too-much.ts';

/** What is counted: a step, or a time in somebody's hands, which has no step before it. */
export type Counted = Pick<Occurrence, 'index' | 'isDone' | 'before'>;

/** A dimension of what is counted in a block: a small number for each, and what each number is called. */
export type Axis = {
  readonly size: number;
  readonly at: (counted: Counted) => number;
  readonly label: (at: number) => string | null;
};

export const axisOf = (
  grouping: StepGrouping,
  { agency, columns: { column } }: Block<StepsSchema>,
  months: Periods,
): Axis => {
  const textAxis = ({ codes, values }: Codes, lineOf: (counted: Counted) => number): Axis => ({
    size: values.length,
    at: (counted) => codes[lineOf(counted)] ?? 0,
    label: (code) => values[code] ?? null,
  });
  switch (grouping) {
    case 'step':
    case 'holder':
    case 'procedure':
    case 'channel':
      return textAxis(column[grouping], ({ index }) => index);
    case 'previous':
      return textAxis(column.step, ({ before }) => before);
    case 'previous-unit':
      return textAxis(column.unit, ({ before }) => before);
    case 'unit': {
      // Of what goes on, who began it: those follow the others.
      const { unit, startUnit } = column;
      const others = unit.values.length;
      const names = [...unit.values, ...startUnit.values];
      return {
        size: names.length,
        at: ({ index, isDone }) =>
          isDone ? (unit.codes[index] ?? 0) : others + (startUnit.codes[index] ?? 0),
        label: (code) => names[code] ?? null,
      };
    }
    case 'month':
      return {
        size: months.labels.length,
        at: ({ index }) => periodIndex(months.starts, column.received[index] ?? Number.NaN),
        label: (month) => months.labels[month] ?? null,
      };
    case 'agency':
      return { size: 1, at: () => 0, label: () => agency };
    default:
      return grouping satisfies never;
  }
};

/**
 * Who counts what in a block: the tally of its group.
 * @throws TooMuch where there are more than `mostGroups` in all
 */
export const tallier = (
  groupBy: readonly StepGrouping[],
  axes: readonly Axis[],
  tallies: Map<string, Tally>,
): ((counted: Counted) => Tally) => {
  const placeAt = placeOn(axes);
  const known = new Map<number | string, Tally>();
  return (counted) => {
    const key = placeAt(counted);
    const found = known.get(key);
    if (found !== undefined) return found;
    const labels = axes.map((axis) => axis.label(axis.at(counted)));
    const group = Object.fromEntries(groupBy.map((grouping, n) => [grouping, labels[n] ?? null]));
    const name = JSON.stringify(labels);
    const tally = tallies.get(name) ?? emptyTally(group);
    tallies.set(name, tally);
    requireFew(tallies.size, mostGroups, 'groups');
    known.set(key, tally);
    return tally;
  };
};
