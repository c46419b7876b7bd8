import { asItStood, type CityRequest } from './city-request.ts';

export type Dimension = 'agency' | 'procedure' | 'channel' | 'month';

/** The true figures of a group of requests, by the definitions of the API's measures. */
export type Truth = {
  readonly group: Readonly<Partial<Record<Dimension, string>>>;
  readonly received: number;
  readonly closed: number;
  readonly open: number;
  readonly withdrawn: number;
  readonly onTime: number;
  readonly late: number;
  readonly overdue: number;
  /** Null where nothing with a due date is closed. */
  readonly onTimeShare: number | null;
  /** Of the closed, from submitted to resolved, in hours; null where none is closed. */
  readonly duration: { readonly n: number } & Readonly<Record<Moment, number | null>>;
  readonly feedback: {
    readonly offered: number;
    readonly responded: number;
    readonly satisfied: number;
    readonly mean: number | null;
  };
};

type Moment = 'mean' | 'p25' | 'median' | 'p75' | 'p90' | 'p95';

/** The city as it truly was at an instant; `truthOf` counts any other grouping or instant over its `requests`. */
export type CityTruth = {
  readonly asOf: number;
  readonly requests: readonly CityRequest[];
  readonly overall: Truth;
  readonly byAgency: readonly Truth[];
  readonly byProcedure: readonly Truth[];
  readonly byChannel: readonly Truth[];
  readonly byMonth: readonly Truth[];
};

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The inverted CDF: the ceil(n q)-th smallest. Percent, since 0.9 times 10 may miss 9 in binary. */
const smallest = (sorted: readonly number[], percent: number): number | null =>
  sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null;

const count = (group: Truth['group'], requests: readonly CityRequest[], asOf: number): Truth => {
  const number = (is: (request: CityRequest) => boolean | undefined) => requests.filter(is).length;
  const isOpen = ({ resolved, withdrawn }: CityRequest) => !resolved && !withdrawn;
  const onTime = number(
    ({ resolved, accepted }) => resolved && accepted?.due !== undefined && resolved.at <= accepted.due,
  );
  const late = number(
    ({ resolved, accepted }) => resolved && accepted?.due !== undefined && resolved.at > accepted.due,
  );
  const hours = requests
    .flatMap(({ resolved, submitted }) => (resolved ? [(resolved.at - submitted) / 3_600_000] : []))
    .toSorted((a, b) => a - b);
  const scores = requests.flatMap(({ rated }) => (rated ? [rated.overall] : []));
  return {
    group,
    received: requests.length,
    closed: hours.length,
    open: number(isOpen),
    withdrawn: number(({ withdrawn }) => withdrawn !== undefined),
    onTime,
    late,
    overdue: number(
      (request) => isOpen(request) && request.accepted?.due !== undefined && request.accepted.due < asOf,
    ),
    onTimeShare: onTime + late === 0 ? null : onTime / (onTime + late),
    duration: {
      n: hours.length,
      mean: mean(hours),
      p25: smallest(hours, 25),
      median: smallest(hours, 50),
      p75: smallest(hours, 75),
      p90: smallest(hours, 90),
      p95: smallest(hours, 95),
    },
    feedback: {
      offered: number(({ invited }) => invited !== undefined),
      responded: scores.length,
      satisfied: scores.filter((score) => score >= 4).length,
      mean: mean(scores),
    },
  };
};

const groupValue = (request: CityRequest, dimension: Dimension): string =>
  dimension === 'month' ? request.day.slice(0, 7) : request[dimension];

/** The true figures at an instant, a row for each group that has requests, in the order of their names. */
export const truthOf = (
  requests: readonly CityRequest[],
  groupBy: readonly Dimension[],
  asOf: number,
): Truth[] => {
  const known = requests
    .filter(({ submitted }) => submitted <= asOf)
    .map((request) => asItStood(request, asOf));
  const groups = Map.groupBy(known, (request) => groupBy.map((name) => groupValue(request, name)).join('\n'));
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, members]) => {
      const values = key.split('\n');
      const group = Object.fromEntries(groupBy.map((name, index) => [name, values[index] ?? '']));
      return count(group, members, asOf);
    });
};

/** The usual groupings, counted. */
export const truthAt = (requests: readonly CityRequest[], asOf: number): CityTruth => ({
  asOf,
  requests,
  overall: count({}, requests, asOf),
  byAgency: truthOf(requests, ['agency'], asOf),
  byProcedure: truthOf(requests, ['procedure'], asOf),
  byChannel: truthOf(requests, ['channel'], asOf),
  byMonth: truthOf(requests, ['month'], asOf),
});
