import type { Steps, Times } from './asking.ts';

/** Parts of the API's answers in the shapes and by the names of expected.json. */

export const cases = ({ received: n, closed, open }: Times) => ({ n, closed, open });

const inUnit = (hours: number | null, unitHours: number): number | null =>
  hours === null ? null : hours / unitHours;

/** Of nothing every measure is null, and the file writes none. @throws Error where one is a figure */
const unlessNone = (n: number, measures: object) => {
  if (n > 0) return { n, ...measures };
  if (/\d/.test(JSON.stringify(measures).replaceAll(/"\w+"/g, ''))) throw new Error('a figure of nothing');
  return { n };
};

type Measured = Times['duration'];

const measures = ({ n, mean, unit: _hours, ...quantiles }: Measured, unitHours: number) => {
  const inverted = Object.entries(quantiles).map(
    ([name, hours]) => [name, inUnit(hours, unitHours)] as const,
  );
  return unlessNone(n, { mean: inUnit(mean, unitHours), inverted_cdf: Object.fromEntries(inverted) });
};

/** @param unitHours so many hours are the file's unit */
export const durations = ({ duration }: Times, unitHours = 1) => measures(duration, unitHours);

/** From the first to the last step of each request. */
export const spans = ({ span }: Steps, unitHours: number) => span && measures(span, unitHours);

/** How long requests take, the open ones counted. */
export const survival = ({ survival: found }: Times, unitHours = 1) => {
  if (found === null) return null;
  const { n, events, censored, median, p75, p90 } = found;
  const at = (hours: number | null) => inUnit(hours, unitHours);
  const counts = n === 0 ? {} : { events, censored };
  return { ...unlessNone(n, { median: at(median), p75: at(p75), p90: at(p90) }), ...counts };
};

export const quantile = ({ duration }: Times, name: 'median' | 'p90', unitHours = 1) =>
  inUnit(duration[name], unitHours);

const shareOf = ({ value, low, high, n }: Times['onTimeShare'], k: number) => ({
  k,
  n,
  share: value,
  wilson95: low === null ? null : [low, high],
});

export const onTime = (row: Times) => shareOf(row.onTimeShare, row.onTime);

/** The share of all with a due date, where none of the open ones was not yet due. */
export const onTimeAll = (row: Times) => shareOf(row.onTimeShareAll, row.onTime);

/** A value for each group of rows, by the group's name in the file. */
export const byGroup = <Row extends Times | Steps, T>(
  rows: readonly Row[],
  measure: (row: Row) => T,
  nameOf: (group: string) => string = (group) => group,
): Record<string, T> =>
  Object.fromEntries(rows.map((row) => [nameOf(Object.values(row.group)[0] ?? ''), measure(row)]));

/** An instant as the file writes it, in UTC. */
const written = (time: string): string => {
  const text = new Date(time).toISOString();
  return text.endsWith('.000Z') ? text.replace('.000Z', '+00:00') : text.replace('Z', '000+00:00');
};

export const firstOf = (instants: readonly string[]): string | undefined => instants.map(written).sort()[0];
export const lastOf = (instants: readonly string[]): string | undefined =>
  instants.map(written).sort().at(-1);
