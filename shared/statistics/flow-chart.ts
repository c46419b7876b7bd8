import type { GroupFlow } from './flow.ts';
import { quantilesOf } from './quantile.ts';
import { type Signal, type Xmr, xmr } from './xmr.ts';

/** What a chart can show: a count of each period, or the median time that what was closed in it had taken. */
export const chartMeasures = ['received', 'closed', 'backlog', 'median'] as const;
export type ChartMeasure = (typeof chartMeasures)[number];

/** A chart of a group's whole periods; `first` and `last` of a signal are periods. */
export type FlowChart = Omit<Xmr, 'signals'> & {
  readonly measure: ChartMeasure;
  readonly unit: 'requests' | 'h';
  readonly values: { readonly period: string; readonly value: number }[];
  readonly signals: (Omit<Signal, 'first' | 'last'> & { readonly first: string; readonly last: string })[];
  /** `partial`: cut by `from`, `to` or `as-of`; `no-cases`: nothing was closed of which a median could be. */
  readonly leftOut: { readonly period: string; readonly because: 'partial' | 'no-cases' }[];
};

const hourMs = 3_600_000;

const chartedOf = (measure: ChartMeasure, { rows, takenMs }: GroupFlow, index: number): number | null => {
  const row = rows[index];
  if (row === undefined) return null;
  if (measure === 'backlog') return row.backlogEnd;
  if (measure !== 'median') return row[measure];
  const median = quantilesOf(Float64Array.from(takenMs[index] ?? []))(0.5);
  return median === null ? null : median / hourMs;
};

/** The XmR chart of one measure of a group, over the periods that are whole and have a value. */
export const flowChart = (measure: ChartMeasure, group: GroupFlow): FlowChart => {
  const values: { period: string; value: number }[] = [];
  const leftOut: FlowChart['leftOut'][number][] = [];
  for (const [index, { period, partial }] of group.rows.entries()) {
    const value = partial ? null : chartedOf(measure, group, index);
    if (value === null) leftOut.push({ period, because: partial ? 'partial' : 'no-cases' });
    else values.push({ period, value });
  }
  const { signals, ...chart } = xmr(values.map(({ value }) => value));
  const periodAt = (index: number): string => values[index]?.period ?? '';
  return {
    measure,
    unit: measure === 'median' ? 'h' : 'requests',
    values,
    ...chart,
    signals: signals.map(({ rule, side, first, last }) => ({
      rule,
      side,
      first: periodAt(first),
      last: periodAt(last),
    })),
    leftOut,
  };
};
