import { processingTimesAnswer } from '../../functions/processing-times/answers.ts';
import { satisfactionAnswer } from '../../functions/query/answers.ts';
import { dataQualityAnswer } from '../../functions/query/data-quality-answers.ts';
import { listedRequest, requestAnswer, workListAnswer } from '../../functions/requests/requests-answers.ts';
import type { InProcessHub } from '../in-process-hub.ts';

/** Questions to the API, and parts of its answers in the shapes and by the names of expected.json. */

type Query = Readonly<Record<string, string>>;
export type Times = Awaited<ReturnType<typeof times>>[number];

export const times = async (hub: InProcessHub, query: Query = {}) =>
  processingTimesAnswer.parse(await hub.get('/v1/statistics/processing-times', query)).rows;

export const oneOf = async (hub: InProcessHub, query: Query = {}): Promise<Times> => {
  const [row, ...more] = await times(hub, query);
  if (row === undefined || more.length > 0) throw new Error(`not one row of ${JSON.stringify(query)}`);
  return row;
};

/** The scores of a survey, over all requests. */
export const scoresOf = async (hub: InProcessHub, query: Query) => {
  const { rows } = satisfactionAnswer.parse(await hub.get('/v1/statistics/satisfaction', query));
  const [row] = rows;
  if (row === undefined) throw new Error(`no scores of ${JSON.stringify(query)}`);
  return row;
};

/** Requests with an anomaly of a rule. */
export const withAnomaly = async (hub: InProcessHub, rule: string) => {
  const { rows } = dataQualityAnswer.parse(await hub.get('/v1/statistics/data-quality', { rule }));
  return rows[0];
};

export const request = async (hub: InProcessHub, id: string) =>
  requestAnswer.parse(await hub.get(`/v1/requests/${id}`));

/** Requests of a status, at most 500. */
export const listed = async (hub: InProcessHub, query: Query) => {
  const answer = workListAnswer.parse(await hub.get('/v1/requests', { ...query, limit: '500' }));
  if (answer.next !== null) throw new Error('more than a page');
  return answer.requests.map((one) => listedRequest.parse(one));
};

export const cases = ({ received: n, closed, open }: Times) => ({ n, closed, open });

const scaled = (hours: number | null, unitHours: number): number | null =>
  hours === null ? null : hours / unitHours;

export const durations = ({ duration }: Times, unitHours = 1) => {
  const { n, mean, p25, median, p75, p90, p95 } = duration;
  if (n === 0) return { n };
  const quantiles = Object.entries({ p25, median, p75, p90, p95 });
  return {
    n,
    mean: scaled(mean, unitHours),
    inverted_cdf: Object.fromEntries(quantiles.map(([name, hours]) => [name, scaled(hours, unitHours)])),
  };
};

export const quantile = ({ duration }: Times, name: 'median' | 'p90', unitHours = 1) =>
  scaled(duration[name], unitHours);

type Share = Times['onTimeShare'];

export const shareOf = ({ value, low, high, n }: Share, k: number) => ({
  k,
  n,
  share: value,
  wilson95: low === null ? null : [low, high],
});

export const onTime = (row: Times) => shareOf(row.onTimeShare, row.onTime);

/** A value for each group, by its name in the file. */
export const byGroup = <T>(
  rows: readonly Times[],
  grouping: 'agency' | 'channel' | 'procedure',
  measure: (row: Times) => T,
  nameOf: (group: string) => string = (group) => group,
): Record<string, T> =>
  Object.fromEntries(rows.map((row) => [nameOf(row.group[grouping] ?? ''), measure(row)]));
