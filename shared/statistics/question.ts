import { type PeriodUnit, periodUnits } from '../calendar/periods.ts';
import type { Zone } from '../calendar/zone.ts';
import type { Instant } from '../instant.ts';

/** Groupings by what a request is, not by when something happened to it. */
export const kindGroupings = ['agency', 'procedure', 'channel'] as const;
export type KindGrouping = (typeof kindGroupings)[number];

export const groupings = [...kindGroupings, ...periodUnits] as const;
export type Grouping = (typeof groupings)[number];

/** What every statistic can be asked: which requests, as known of which instant, and how they are grouped. */
export type Question = {
  /** `received`: those submitted in the period, followed to `asOf`. `closed`: those that ended in it. */
  readonly cohort: 'received' | 'closed';
  /** The period's first instant, and the first after it. */
  readonly from?: Instant;
  readonly until?: Instant;
  /** Only what had happened by then counts. */
  readonly asOf: Instant;
  readonly procedure?: string;
  readonly channel?: string;
  readonly groupBy: readonly Grouping[];
  readonly zone: Zone;
};

/** A group's name: a value for each grouping asked for; null where the requests have none. */
export type Group = Readonly<Partial<Record<Grouping, string | null>>>;

export const isPeriod = (grouping: Grouping): grouping is PeriodUnit =>
  (periodUnits as readonly Grouping[]).includes(grouping);

/** Whether there is one period that had begun as of the question: a `from` before `asOf`, and no grouping by time. */
export const hasOnePeriod = ({ from, asOf, groupBy }: Question): boolean =>
  from !== undefined && from <= asOf && !groupBy.some(isPeriod);
